/* letter.h: a registered letter: its number and what is said of it. */
#ifndef OTKLIK_ARCHIVE_LETTER_H
#define OTKLIK_ARCHIVE_LETTER_H

#include "store/tables.h"
#include "work.h"

/* "Вх-SVE-2026-" or "Исх-...": the counter of a branch's journal in the year (of Moscow, as for appeals) of `at`.
 * Caller frees. */
char *letter_counter(const char *direction, const char *branch, instant at);
/* The next number of the journal, "Вх-SVE-2026-004512", entered into the table of numbers for ever. */
enum status MUST_CHECK letter_give_number(struct work *w, struct letter *letter);
/* Emits letter.registered. */
void letter_announce(struct work *w, const struct letter *letter);
/* The members of `body` that only an appeal has. Caller owns the object. */
json_t *letter_appeal_part(const json_t *body);

#endif
