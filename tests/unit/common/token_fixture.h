/* token_fixture.h: a key, a person and tokens signed for the tests; and forged ones. */
#ifndef OTKLIK_TOKEN_FIXTURE_H
#define OTKLIK_TOKEN_FIXTURE_H

#include "clock.h"
#include "token.h"

#include <glib.h>

#define NOW (INT64_C(1795000000) * USEC_PER_SEC)

/* A fresh key; its JWK goes to *out_jwk (caller frees), which may be NULL. */
static struct token_key *new_key(char **out_jwk)
{
    char *text = token_key_generate();
    struct token_key *key = token_key_load(text);
    if (out_jwk)
        *out_jwk = text;
    else
        free(text);
    return key;
}

static char *key_set(const struct token_key *key)
{
    return token_key_set(&key, 1);
}

static struct person window_clerk(void)
{
    static char *branches[] = {"SVE", "KOM", NULL}, *rights[] = {"appeal.register", "client.read", NULL};
    static char *heads[] = {"019a0000-0000-7000-8000-0000000000d1", NULL};
    static char *superiors[] = {"019a0000-0000-7000-8000-0000000000b0", NULL};
    return (struct person){.id = "019a0000-0000-7000-8000-000000000001",
                           .login = "petrov",
                           .name = "Петров П. П.",
                           .branch = "SVE",
                           .department = "019a0000-0000-7000-8000-0000000000d1",
                           .branches = branches,
                           .rights = rights,
                           .heads = heads,
                           .superiors = superiors,
                           .confidential = true,
                           .session = "s1"};
}

static struct token_terms good_terms(instant now)
{
    return (struct token_terms){.issuer = "otklik", .audience = "otklik-api", .now = now, .ttl_s = 300};
}

static char *sign(const struct token_key *key, struct token_terms terms)
{
    struct person person = window_clerk();
    return token_sign(key, &person, &terms);
}

/* A verifier that knows `key` only. */
static struct token_verifier *verifier_of(const struct token_key *key)
{
    struct token_options options = {.issuer = "otklik", .audience = "otklik-api"};
    struct token_verifier *verifier = token_verifier_new(&options);
    char *jwks = key_set(key);
    enum status st = token_verifier_keys(verifier, jwks);
    free(jwks);
    g_assert(st == ST_OK);
    return verifier;
}

#endif
