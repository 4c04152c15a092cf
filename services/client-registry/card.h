/* card.h: a client's rows in a work: read, made and changed together. */
#ifndef OTKLIK_CARD_H
#define OTKLIK_CARD_H

#include "party.h"
#include "work.h"

/* Reads the client with contacts and documents. ST_NOT_FOUND leaves *out empty. Release it with party_release. */
enum status MUST_CHECK card_load(struct work *w, const char *client_id, struct party *out);
/* A new card without members but `branch`, `origin` and times; `person_id` may be NULL. */
void card_new(struct work *w, const char *branch, const char *origin, const char *person_id, struct party *out);
/* A next version of the card, once a work. */
void card_touch(struct work *w, struct client *client);
/* Brings the rows to the lists of a change (change.h), where it has them. `source` is "manual" or the billing system: a
 * list of billing only replaces what billing said before. True when a row changed. */
bool card_set_contacts(struct work *w, struct party *party, const json_t *list, const char *source);
bool card_set_documents(struct work *w, struct party *party, const json_t *list);
/* Links accounts and contracts, making those nobody knew. Their uniqueness was checked before (duplicates.h). */
bool card_set_accounts(struct work *w, const struct party *party, const json_t *list);
bool card_set_contracts(struct work *w, const struct party *party, const json_t *list);
/* The account of that unique key, made if there is none: *out_new tells. */
struct account *card_account(struct work *w, const char *billing_system, const char *number, const char *branch,
                             bool *out_new);
/* Makes the client a current party of the account. False when it was one. */
bool card_link(struct work *w, const struct account *account, const char *client_id, const char *role);
/* True while the party has not ended. */
bool card_party_is_current(const struct account_party *party);

/* The card as a document: own members, contacts, documents; masked where `mask`. Caller owns it. */
json_t *card_to_json(const struct party *party, bool mask);
/* Contacts and accounts as events carry them. Caller owns them. */
json_t *card_contacts_json(const struct party *party);
json_t *card_accounts_json(struct work *w, const char *client_id);

/* client.created for version 1, else client.changed. */
void card_emit(struct work *w, const struct party *party);
void card_emit_account(struct work *w, const struct account *account, const struct client *client);

#endif
