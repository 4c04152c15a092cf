/* email.h: e-mail addresses made comparable. */
#ifndef OTKLIK_EMAIL_H
#define OTKLIK_EMAIL_H

#include <stdbool.h>

/* Lower case, the domain in punycode: what a letter is sent to. NULL when it is no address (RFC 5321, without quoted
 * local parts). Caller frees. */
char *email_normal(const char *raw);
/* What is compared: the normal form with the spellings of one Yandex mailbox made one. "+tag" is kept. NULL for no
 * address and for stubs like no@no.ru that belong to nobody. Caller frees. */
char *email_key(const char *raw);

#endif
