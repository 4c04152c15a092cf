/* billing_loads.h: which rows the changes of a billing event will look up, told before its batch is handled. */
#ifndef OTKLIK_BILLING_LOADS_H
#define OTKLIK_BILLING_LOADS_H

#include "work.h"

/* Keys of the references to its objects and persons. */
void billing_load_refs(struct work *w, const struct event *e, GPtrArray *out);
/* Ids of the accounts and the clients that those point to; the references are loaded by then. */
void billing_load_accounts(struct work *w, const struct event *e, GPtrArray *out);
void billing_load_clients(struct work *w, const struct event *e, GPtrArray *out);
/* The strong keys of those clients, as they are and as they become. */
void billing_load_keys(struct work *w, const struct event *e, GPtrArray *out);

#endif
