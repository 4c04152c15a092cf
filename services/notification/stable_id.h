/* stable_id.h: ids that name a thing by what makes it unique, so that a repeat meets its own key. */
#ifndef OTKLIK_STABLE_ID_H
#define OTKLIK_STABLE_ID_H

#include "ids.h"

/* A UUID in the form of version 7: the time of `at`, the rest from SHA-256 over the parts (NULL reads as empty; `parts`
 * ends with the count). The same arguments give the same id, other ones another. */
void stable_id(instant at, const char *const *parts, size_t count, char out[UUID_TEXT_SIZE]);

#define STABLE_ID(at, out, ...)                                                                                        \
    stable_id((at), (const char *const[]){__VA_ARGS__}, sizeof((const char *const[]){__VA_ARGS__}) / sizeof(char *),   \
              (out))

#endif
