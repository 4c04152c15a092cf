/* token.h: access tokens, ES256 JWTs (RFC 7519, RFC 7518 3.4) signed by `staff` and verified by every service itself
 * against the key set (JWKS, RFC 7517). Nothing but ES256 is accepted, whatever the token's header says (RFC 8725 3.1).
 */
#ifndef OTKLIK_TOKEN_H
#define OTKLIK_TOKEN_H

#include "clock.h"
#include "person.h"
#include "status.h"

#define TOKEN_LEEWAY_S 30        /* clocks may differ by that much */
#define TOKEN_KEYS_REFRESH_S 300 /* keys that left the set are forgotten after that time */
#define TOKEN_KEYS_INTERVAL_S 10 /* an unknown key asks for the set again at most that often */

struct token_verifier;

struct token_options {
    const char *keys_url;  /* http://.../v1/jwks; or */
    const char *keys_file; /* a file with the key set */
    const char *issuer;
    const char *audience;
};

/* Both may be absent: then only token_verifier_keys gives keys. The texts are copied. */
struct token_verifier *token_verifier_new(const struct token_options *options);
void token_verifier_free(struct token_verifier *verifier);
/* Replaces the keys by those of a JWKS text; for the service that signs. ST_INVALID: unreadable, the old ones stay. */
enum status MUST_CHECK token_verifier_keys(struct token_verifier *verifier, const char *jwks);
/* Thread safe. ST_OK: *out_person belongs to the caller. ST_FORBIDDEN: *out_code tells why ("token_invalid",
 * "token_expired"; static). ST_RETRY: no key could be fetched. */
enum status MUST_CHECK token_verify(struct token_verifier *verifier, const char *token, instant now,
                                    struct person **out_person, const char **out_code);

struct token_key;

/* A new P-256 key as private JWK text with a kid (RFC 7638 thumbprint). Caller frees. */
char *token_key_generate(void);
/* NULL when it is no private P-256 JWK. */
struct token_key *token_key_load(const char *jwk);
void token_key_free(struct token_key *key);
/* {"keys":[...]} with the public halves of `count` keys. Caller frees. */
char *token_key_set(const struct token_key *const *keys, size_t count);

struct token_terms {
    const char *issuer;
    const char *audience;
    instant now;
    int64_t ttl_s;
};

/* The signed compact token. Caller frees. */
char *token_sign(const struct token_key *key, const struct person *person, const struct token_terms *terms);

#endif
