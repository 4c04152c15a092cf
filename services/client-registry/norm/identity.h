/* identity.h: identifiers of persons and companies: form, control digits, stubs. One row a kind. */
#ifndef OTKLIK_IDENTITY_H
#define OTKLIK_IDENTITY_H

#include <stdbool.h>

/* The normal form of an identifier (no separators, one alphabet, upper case), or NULL when its form or control digits
 * are wrong or it is a stub that belongs to nobody. Kinds: inn10, inn12, kpp, ogrn, ogrnip, snils, passport (series and
 * number), dept_code, birth_certificate, els, izhku, epd, cadastral, bik, account20. Caller frees. */
char *identity_normal(const char *kind, const char *raw);
/* True for a settlement account of the bank with that BIK (20 digits; weights 7, 1, 3). */
bool identity_bank_account_valid(const char *bik, const char *account);
/* The same for a correspondent account. */
bool identity_correspondent_account_valid(const char *bik, const char *account);
/* Normal form of an identity document of any type (FNS code, "21" the passport): series and number in one; NULL for
 * nothing said and for stubs. Caller frees. */
char *identity_document_normal(const char *type, const char *series, const char *number);
/* The date itself when it is one of the calendar ("2026-11-20"), else NULL. */
const char *identity_date(const char *date);
/* The date of birth, or NULL when it says nothing: empty, 0001-01-01 and the fillers 1900-01-01 and 1970-01-01, before
 * 1900, or no date. Borrowed from the argument. */
const char *identity_birth_date(const char *date);

#endif
