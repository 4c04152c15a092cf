#include "token.h"

#include <stdlib.h>
#include <string.h>

#include <cjose/cjose.h>
#include <glib.h>
#include <sodium.h>

struct token_key {
    cjose_jwk_t *jwk;
};

static void set_thumbprint(cjose_jwk_t *jwk)
{
    char *text = cjose_jwk_to_json(jwk, false, NULL);
    json_auto_t *parts = json_loads(text, 0, NULL);
    const char *x = json_string_value(json_object_get(parts, "x")), *y = json_string_value(json_object_get(parts, "y"));
    g_autofree char *canonical = g_strdup_printf("{\"crv\":\"P-256\",\"kty\":\"EC\",\"x\":\"%s\",\"y\":\"%s\"}", x, y);
    unsigned char hash[crypto_hash_sha256_BYTES];
    char kid[sodium_base64_ENCODED_LEN(sizeof hash, sodium_base64_VARIANT_URLSAFE_NO_PADDING)];
    crypto_hash_sha256(hash, (const unsigned char *)canonical, strlen(canonical));
    sodium_bin2base64(kid, sizeof kid, hash, sizeof hash, sodium_base64_VARIANT_URLSAFE_NO_PADDING);
    cjose_jwk_set_kid(jwk, kid, strlen(kid), NULL);
    free(text);
}

char *token_key_generate(void)
{
    cjose_jwk_t *jwk = cjose_jwk_create_EC_random(CJOSE_JWK_EC_P_256, NULL);
    g_assert(jwk);
    set_thumbprint(jwk);
    char *text = cjose_jwk_to_json(jwk, true, NULL);
    cjose_jwk_release(jwk);
    return text;
}

struct token_key *token_key_load(const char *text)
{
    json_auto_t *parts = json_loads(text, 0, NULL);
    cjose_jwk_t *jwk = json_object_get(parts, "d") ? cjose_jwk_import(text, strlen(text), NULL) : NULL;
    if (!jwk || cjose_jwk_get_kty(jwk, NULL) != CJOSE_JWK_KTY_EC ||
        cjose_jwk_EC_get_curve(jwk, NULL) != CJOSE_JWK_EC_P_256) {
        cjose_jwk_release(jwk);
        return NULL;
    }
    if (!cjose_jwk_get_kid(jwk, NULL))
        set_thumbprint(jwk);
    struct token_key *key = g_new0(struct token_key, 1);
    key->jwk = jwk;
    return key;
}

void token_key_free(struct token_key *key)
{
    if (!key)
        return;
    cjose_jwk_release(key->jwk);
    g_free(key);
}

static json_t *public_half(const struct token_key *key)
{
    char *text = cjose_jwk_to_json(key->jwk, false, NULL);
    json_t *jwk = json_loads(text, 0, NULL);
    json_object_set_new(jwk, "use", json_string("sig"));
    json_object_set_new(jwk, "alg", json_string(CJOSE_HDR_ALG_ES256));
    free(text);
    return jwk;
}

char *token_key_set(const struct token_key *const *keys, size_t count)
{
    json_t *list = json_array();
    for (size_t i = 0; i < count; i++)
        json_array_append_new(list, public_half(keys[i]));
    json_auto_t *set = json_pack("{s:o}", "keys", list);
    return json_dumps(set, JSON_COMPACT);
}

static json_t *text_list(char *const *texts)
{
    json_t *list = json_array();
    for (; texts && *texts; texts++)
        json_array_append_new(list, json_string(*texts));
    return list;
}

static void set_text(json_t *claims, const char *name, const char *text)
{
    if (text && *text)
        json_object_set_new(claims, name, json_string(text));
}

static json_t *claims_of(const struct person *person, const struct token_terms *terms)
{
    json_int_t now = terms->now / USEC_PER_SEC;
    json_t *claims =
        json_pack("{s:s, s:s, s:I, s:I, s:I, s:b}", "iss", terms->issuer, "aud", terms->audience, "iat", now, "nbf",
                  now, "exp", now + (json_int_t)terms->ttl_s, "confidential", person->confidential);
    set_text(claims, "sub", person->id);
    set_text(claims, "login", person->login);
    set_text(claims, "name", person->name);
    set_text(claims, "branch", person->branch);
    set_text(claims, "department", person->department);
    set_text(claims, "sid", person->session);
    json_object_set_new(claims, "branches", text_list(person->branches));
    json_object_set_new(claims, "rights", text_list(person->rights));
    json_object_set_new(claims, "heads", text_list(person->heads));
    json_object_set_new(claims, "superiors", text_list(person->superiors));
    return claims;
}

char *token_sign(const struct token_key *key, const struct person *person, const struct token_terms *terms)
{
    json_auto_t *claims = claims_of(person, terms);
    g_autofree char *text = json_dumps(claims, JSON_COMPACT);
    cjose_header_t *header = cjose_header_new(NULL);
    const char *compact = NULL;
    cjose_header_set(header, CJOSE_HDR_ALG, CJOSE_HDR_ALG_ES256, NULL);
    cjose_header_set(header, "typ", "JWT", NULL);
    cjose_header_set(header, CJOSE_HDR_KID, cjose_jwk_get_kid(key->jwk, NULL), NULL);
    cjose_jws_t *jws = cjose_jws_sign(key->jwk, header, (const uint8_t *)text, strlen(text), NULL);
    g_assert(jws && cjose_jws_export(jws, &compact, NULL));
    char *token = g_strdup(compact);
    cjose_jws_release(jws);
    cjose_header_release(header);
    return token;
}
