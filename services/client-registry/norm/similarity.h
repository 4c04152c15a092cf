/* similarity.h: how alike two names are, for rules that warn or propose; never for a decision without a person. */
#ifndef OTKLIK_SIMILARITY_H
#define OTKLIK_SIMILARITY_H

#include "norm/fio.h"

/* Damerau-Levenshtein (optimal string alignment) in characters: insertions, deletions, substitutions and swaps of
 * neighbours. Words longer than 64 characters are compared by their first 64. */
unsigned similarity_distance(const char *a, const char *b);
/* True within the tolerance for typing errors: none up to 4 letters, 1 up to 8, 2 above. */
bool similarity_is_typo(const char *a, const char *b);
/* 0 (nothing in common) to 1 (the same): the family name weighs a half, the first name 0.3, the patronymic 0.2; what
 * one side does not say is left out at a small loss. */
double similarity_fio(const struct fio *a, const struct fio *b);

#endif
