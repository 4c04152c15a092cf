/* party.h: a client with what identifies it: the card, its contacts and documents. Accounts and contracts stand apart:
 * a manager of houses has thousands. Pure: rows come from a work or from a test. */
#ifndef OTKLIK_PARTY_H
#define OTKLIK_PARTY_H

#include "norm/fio.h"
#include "store/tables.h"

struct party {
    struct client *client;
    GPtrArray *contacts;  /* struct contact *, borrowed */
    GPtrArray *documents; /* struct id_document *, borrowed */
};

/* A party without contacts and documents; the client is borrowed. */
void party_init(struct party *party, struct client *client);
/* Frees the lists, not the rows; a zeroed party is fine. */
void party_release(struct party *party);
#define auto_party __attribute__((cleanup(party_release))) struct party

/* True for a person or a sole trader, who have a name of three parts. */
bool party_is_person(const struct client *client);
/* The person's name for comparing; a stub for companies. Release it. */
void party_fio(const struct client *client, struct fio *out);
/* Fills what is derived: display name and the search columns. Call after every change of the card. */
void party_derive(struct client *client);
/* Sets a contact's comparable forms from its raw value; `area` (may be NULL) completes short local phones. False when
 * the value is no phone or address: it is kept raw and finds nobody. */
bool party_contact_derive(struct contact *contact, const char *area);
void party_document_derive(struct id_document *document);
/* The hash under which an e-mail address is found; never 0. */
int64_t party_email_hash(const char *email_key);

#endif
