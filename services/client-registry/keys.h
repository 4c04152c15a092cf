/* keys.h: the keys of the rules B1-B8 (domain: exact doubles). Two clients with an equal key are one or must not both
 * be. B7 (accounts and contracts) is no key here: their own tables are unique. */
#ifndef OTKLIK_KEYS_H
#define OTKLIK_KEYS_H

#include "party.h"

struct key {
    const char *rule;        /* "B1" ... static */
    char id[UUID_TEXT_SIZE]; /* of the strong_key row: a hash of rule and value */
};

/* All keys of the party, in the order of the rules; stubs, wrong control digits and shared mailboxes make none. Free
 * with g_array_unref. */
GArray *keys_of(const struct party *party);
/* The key's number for an advisory lock. */
int64_t keys_lock_number(const struct key *key);
/* The unique keys of the tables account and contract. NULL when the number says nothing. Callers free them. */
char *keys_account(const char *billing_system, const char *number);
char *keys_contract(const char *branch, const char *number);
/* The id of the strong_key row for one value, e.g. ("B5", "email", "a@example.ru"). */
void keys_make(const char *rule, const char *kind, const char *value, struct key *out);

#endif
