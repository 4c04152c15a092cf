/* keys.h: the keys that sign tokens, in a file only the service reads: {"keys":[{"jwk":{...},"made_at":...}]}, the
 * newest first. The newest is public before it signs, so that no service has to ask for it when it does; the second
 * signs. Several instances may share the file; each reads it again when it has changed. Thread safe. */
#ifndef OTKLIK_STAFF_KEYS_H
#define OTKLIK_STAFF_KEYS_H

#include "token.h"

#define KEYS_KEPT 5 /* signed tokens live minutes: older keys than these sign nothing that is still alive */

struct keys;

/* Makes the file with its first two keys when it is not there. NULL: it cannot be read or made (logged). */
struct keys *keys_open(const char *path, instant now);
void keys_close(struct keys *keys);
/* Caller frees the token. */
char *keys_sign(struct keys *keys, const struct person *person, const struct token_terms *terms);
/* The public halves as a JWKS. The caller owns it. */
json_t *keys_public(struct keys *keys);
/* The key that was public in advance signs from now on and a new one takes its place; tokens of the others stay valid.
 * ST_RETRY: the file cannot be written (logged). */
enum status MUST_CHECK keys_rotate(struct keys *keys, instant now);

#endif
