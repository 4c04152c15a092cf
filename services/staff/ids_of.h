/* ids_of.h: ids that follow from a business key, so that a department may name a head who is loaded after it and every
 * installation of the same company has the same ids (RFC 9562, version 5). */
#ifndef OTKLIK_STAFF_IDS_OF_H
#define OTKLIK_STAFF_IDS_OF_H

#include "ids.h"

/* kind: "department", "employee", "absence"; key: code, tab_no, ... */
void id_of(const char *kind, const char *key, char out[UUID_TEXT_SIZE]);

#endif
