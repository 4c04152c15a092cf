/* condition.h: conditions of stages over the appeal's fields and the result of the work so far. */
#ifndef OTKLIK_CONDITION_H
#define OTKLIK_CONDITION_H

#include "rows.h"

/* False also for a condition that cannot be computed. */
bool condition_holds(struct work *w, const struct case_file *c, const char *condition);

#endif
