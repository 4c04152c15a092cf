/* loads.h: which rows a submission will look up, told before its batch is handled. */
#ifndef OTKLIK_LOADS_H
#define OTKLIK_LOADS_H

#include "work.h"

void load_source_name(struct work *w, const struct event *e, GPtrArray *out);
void load_submission_key(struct work *w, const struct event *e, GPtrArray *out);
void load_account(struct work *w, const struct event *e, GPtrArray *out);

#endif
