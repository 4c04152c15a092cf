/* company.h: names of companies made comparable. */
#ifndef OTKLIK_COMPANY_H
#define OTKLIK_COMPANY_H

#include <stdbool.h>

struct company_name {
    char *form; /* "ООО", "АО", ...; "" where none is known; owned */
    char *name; /* the rest, normalised, without quotes and weak words ("управляющая компания"); owned */
    bool branch; /* "филиал", "обособленное подразделение": the parent has the same INN */
};

/* Full and short legal forms are one, also old ones (ОАО, ПАО and ЗАО are АО). */
void company_parse(const char *raw, struct company_name *out);
void company_release(struct company_name *name);
#define auto_company __attribute__((cleanup(company_release))) struct company_name

#endif
