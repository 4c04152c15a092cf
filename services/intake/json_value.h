/* json_value.h: questions about JSON values that several files ask. Pure. */
#ifndef OTKLIK_JSON_VALUE_H
#define OTKLIK_JSON_VALUE_H

#include <stdbool.h>

#include <jansson.h>

/* True when the list of texts holds this one; a NULL word is in no list. */
bool json_value_has_word(const json_t *list, const char *word);
/* SHA-256 of the value, members in the order of their names, in hexadecimal. Caller frees. */
char *json_value_sha256(const json_t *value);

#endif
