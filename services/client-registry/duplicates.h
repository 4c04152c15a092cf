/* duplicates.h: the rules that forbid two clients (B1-B8), over the rows of a work. */
#ifndef OTKLIK_DUPLICATES_H
#define OTKLIK_DUPLICATES_H

#include "keys.h"
#include "work.h"

struct double_hit {
    const char *rule; /* "B1" ... static */
    char *client_id;  /* who has it already; owned */
};

/* Every rule that the party would break, the first of each other client: {struct double_hit}. `change` (may be NULL)
 * names accounts and contracts for B7. Free with g_array_unref. */
GArray *duplicates_find(struct work *w, const struct party *party, const json_t *change);
/* Takes the keys nobody has for the client, and gives up those of `before` it has no more. */
void duplicates_claim(struct work *w, const char *client_id, const GArray *before, const GArray *after);
/* Waits until no other command holds one of these keys, and holds them to the end of the transaction: two equal clients
 * created at the same moment meet here. For HTTP commands; the bus meets the unique key instead. */
enum status MUST_CHECK duplicates_lock(struct db *db, const GArray *keys);
/* Notes that two clients may be one. Repeats of a pair are dropped. `score` in per cent. */
void duplicates_note(struct work *w, const char *a_id, const char *b_id, const char *rule, int64_t score);

#endif
