/* letter_cache.h: rendered letters in a folder, named by the hash of what they were made of. */
#ifndef OTKLIK_LETTER_CACHE_H
#define OTKLIK_LETTER_CACHE_H

#include "layout_text.h"

/* Hex SHA-256 of everything that the letter shows and of how it is drawn. Caller frees. */
char *letter_cache_name(const struct letter_text *text);
/* The kept letter, or NULL. Caller owns it. */
GBytes *letter_cache_get(const char *folder, const char *name);
/* Keeps it: a new file, then renamed, so that a half-written one is never read. A failure is logged and costs only the
 * next rendering. */
void letter_cache_put(const char *folder, const char *name, GBytes *letter);

#endif
