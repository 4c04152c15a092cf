/* below.h: from whom an appeal is kept because it is about him or about a head above him (docs/rights.md). */
#ifndef OTKLIK_NOTIFICATION_BELOW_H
#define OTKLIK_NOTIFICATION_BELOW_H

#include "store/tables.h"

/* The employee, the head of his department, or of one above it, is among the excluded. */
bool below_excluded(struct work *w, const json_t *excluded, const char *employee_id);
/* The same of a whole department: its head, or one above, is among the excluded. */
bool below_excluded_head(struct work *w, const json_t *excluded, const struct department *department);

#endif
