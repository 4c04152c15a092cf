/* binding.h: which department a process role means for an appeal (R28-R29). */
#ifndef OTKLIK_BINDING_H
#define OTKLIK_BINDING_H

#include "rows.h"

/* The department of the most specific binding for (branch, role, client kind, service, type), NULL if there is none or
 * it is closed. It may belong to another branch. Where an appeal is about the head of that department, the head
 * office's department of the role takes it. */
struct department *binding_resolve(struct work *w, const struct case_file *c, const char *role);
/* How specific a binding is for this appeal: -1 does not fit, else the weight of what it names. Pure. */
int binding_weight(const struct binding *binding, const struct case_file *c);

#endif
