/* billing.h: a change of a billing system, already in our words (mapping.h), brought into the register. A double never
 * refuses it: it lands and makes a candidate pair for the data steward. */
#ifndef OTKLIK_BILLING_H
#define OTKLIK_BILLING_H

#include "card.h"
#include "mapping.h"

struct billing_change {
    struct mapping_node node;
    const char *object_kind; /* the source's own name of it */
    const char *order;       /* compares by strcmp with the orders of the same object; equal or lower is old news */
    json_t *content;         /* {"id", "deleted", "client", "account"} */
    bool gone;               /* the source has it no more */
};

/* What is done with each change of an event. */
typedef void billing_visit(struct work *w, const struct billing_change *change, void *arg);

/* on_billing_row.c, on_billing_package.c: visits the changes that an event brings. False: its node has no mapping. */
bool billing_row_each(struct work *w, const struct event *e, billing_visit *visit, void *arg);
bool billing_package_each(struct work *w, const struct event *e, billing_visit *visit, void *arg);

/* A billing_visit that needs no `arg`: finds or makes the client and the account, updates both, emits
 * client.created/changed and account.changed where something changed. Of what is gone at the source only the reference
 * is marked: a new primary key is a delete and a create of the same person; the client stays. */
void billing_apply(struct work *w, const struct billing_change *change, void *arg);
/* The unique key of a reference. Caller frees. */
char *billing_ref_key(const char *system, const char *object_kind, const char *external_id);
/* The id under which the source knows the person of this object: its own, or the object's. Borrowed; NULL if none. */
const char *billing_client_external_id(const struct billing_change *change);

#endif
