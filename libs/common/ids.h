/* ids.h: UUIDv7 (RFC 9562): 48 bits of milliseconds, then random, monotonic within a thread. As text everywhere. */
#ifndef OTKLIK_IDS_H
#define OTKLIK_IDS_H

#include "clock.h"

#include <stdbool.h>

#define UUID_TEXT_SIZE 37

/* A new id whose time part is `at` (the batch's or event's time); later calls with the same time sort later. */
void uuid7_make(instant at, char out[UUID_TEXT_SIZE]);
/* The time inside a v7 id, to the millisecond; 0 for an id of another version. */
instant uuid7_time(const char *id);
/* The least id of a moment and its millisecond, as uuid7_floor of the database makes it; not a v7 id itself. */
void uuid7_floor(instant at, char out[UUID_TEXT_SIZE]);
/* True for the 36-character text form of any UUID. NULL is false. */
bool uuid_valid(const char *text);
/* The byte that two hexadecimal digits write. */
unsigned char hex_byte(const char *digits);

#endif
