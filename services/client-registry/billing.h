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
};

/* Finds or makes the client and the account, updates both, emits client.created/changed and account.changed where
 * something changed. */
void billing_apply(struct work *w, const struct billing_change *change);
/* A row that is gone at the source: only the reference is marked. A new primary key is a delete and a create of the
 * same person; the client stays. */
void billing_forget(struct work *w, const struct billing_change *change);
/* The unique key of a reference. Caller frees. */
char *billing_ref_key(const char *system, const char *object_kind, const char *external_id);

#endif
