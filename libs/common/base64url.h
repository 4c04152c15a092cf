/* base64url.h: what may be given to a decoder of base64url (RFC 4648, 5, without padding). */
#ifndef OTKLIK_BASE64URL_H
#define OTKLIK_BASE64URL_H

#include <stdbool.h>
#include <stddef.h>

/* True when the bytes are such a text; the empty one is. cjose 0.6 ends the process on some that are not ("=" in the
 * wrong place), so nothing from outside goes to it unasked. */
bool base64url_valid(const char *text, size_t length);

#endif
