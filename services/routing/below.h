/* below.h: who may not work on an appeal because it is about him or about a head above him (docs/rights.md). */
#ifndef OTKLIK_BELOW_H
#define OTKLIK_BELOW_H

#include "rows.h"

/* The employee, the head of his department, or of one above it, is excluded from the appeal. */
bool below_excluded(struct work *w, const struct case_file *c, const struct employee *employee);
/* The same of a whole department: nobody there may work on it when its head is excluded, or one above. */
bool below_excluded_head(struct work *w, const struct case_file *c, const struct department *department);

#endif
