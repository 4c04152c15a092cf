/* billing_client.h: the client whom a billing system means: found by reference, account or the rules B1-B8, or made. */
#ifndef OTKLIK_BILLING_CLIENT_H
#define OTKLIK_BILLING_CLIENT_H

#include "card.h"
#include "mapping.h"

struct billing_person {
    const struct mapping_node *node;
    json_t *said;                  /* a change (change.h); completed in place */
    const struct account *account; /* the account that names the person; may be NULL */
    const char *known_id;          /* whom this source's reference pointed to until now; may be NULL */
    const char *source;            /* system and object: contacts it said before and says no more are dropped */
};

/* The client with billing's values: billing wins over people in what it says, and says nothing by silence. True when
 * the card is new or differs; the caller emits. Release *out with party_release. */
bool billing_client(struct work *w, const struct billing_person *person, struct party *out);
/* The strong keys (keys.h) that the same will ask for: of the card that is known and of what is said; adds copies.
 * `said` is completed in place. */
void billing_client_keys(struct work *w, const char *known_id, json_t *said, GPtrArray *out);

#endif
