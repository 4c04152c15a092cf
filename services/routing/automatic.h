/* automatic.h: stages that no person works on. Pure. */
#ifndef OTKLIK_AUTOMATIC_H
#define OTKLIK_AUTOMATIC_H

#include "rows.h"

/* The result of the automatic of that name for this appeal; "manual" where people must decide. Static. */
const char *automatic_result(const struct case_file *c, const char *name);

#endif
