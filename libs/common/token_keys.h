/* token_keys.h: the public keys by which tokens are verified, kept fresh. Thread safe. */
#ifndef OTKLIK_TOKEN_KEYS_H
#define OTKLIK_TOKEN_KEYS_H

#include "status.h"

#include <cjose/cjose.h>

struct token_keys;

/* A URL, a file or neither; copied. */
struct token_keys *token_keys_new(const char *url, const char *file);
void token_keys_free(struct token_keys *keys);
/* Takes the P-256 keys with a kid out of a JWKS text in place of all it had. ST_INVALID: not readable or none in it. */
enum status MUST_CHECK token_keys_replace(struct token_keys *keys, const char *jwks);
/* Checks the signature by the key of that name, fetching the set where the key is unknown or the set is old.
 * ST_FORBIDDEN: no such key or a wrong signature. ST_RETRY: there is no set at all. */
enum status MUST_CHECK token_keys_verify(struct token_keys *keys, const char *kid, cjose_jws_t *jws);

#endif
