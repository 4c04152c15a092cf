/* first_names.h: which words are first names, and which of them are one name. */
#ifndef OTKLIK_FIRST_NAMES_H
#define OTKLIK_FIRST_NAMES_H

#include <stdbool.h>

/* `name` is a normalised name (upper case, Е for Ё). The form under which its spellings are compared: НАТАЛИЯ for
 * НАТАЛЬЯ; the name itself where none is known. Borrowed: static or the argument. */
const char *first_names_canonical(const char *name);
/* True for a known first name in any spelling. */
bool first_names_known(const char *name);

#endif
