#include "token.h"

#include "base64url.h"
#include "token_keys.h"

#include <string.h>

#include <glib.h>

#define TOKEN_MAX_BYTES 8192

struct token_verifier {
    struct token_keys *keys;
    char *issuer, *audience;
};

struct token_verifier *token_verifier_new(const struct token_options *options)
{
    struct token_verifier *verifier = g_new0(struct token_verifier, 1);
    verifier->keys = token_keys_new(options->keys_url, options->keys_file);
    verifier->issuer = g_strdup(options->issuer);
    verifier->audience = g_strdup(options->audience);
    return verifier;
}

void token_verifier_free(struct token_verifier *verifier)
{
    if (!verifier)
        return;
    token_keys_free(verifier->keys);
    g_free(verifier->issuer);
    g_free(verifier->audience);
    g_free(verifier);
}

enum status token_verifier_keys(struct token_verifier *verifier, const char *jwks)
{
    return token_keys_replace(verifier->keys, jwks);
}

static bool is(const char *text, const char *wanted)
{
    return text && wanted && strcmp(text, wanted) == 0;
}

/* An extension that we must understand, we do not. cjose gives arrays by one function and texts by another. */
static bool demands_more(cjose_header_t *header)
{
    char *list = cjose_header_get_raw(header, "crit", NULL);
    bool demands = list || cjose_header_get(header, "crit", NULL);
    free(list);
    return demands;
}

/* NULL when the header is not acceptable. The algorithm is ours to choose, not the token's. */
static const char *acceptable_kid(cjose_jws_t *jws)
{
    cjose_header_t *header = cjose_jws_get_protected(jws);
    const char *type = cjose_header_get(header, "typ", NULL);
    if (!is(cjose_header_get(header, CJOSE_HDR_ALG, NULL), CJOSE_HDR_ALG_ES256) || demands_more(header))
        return NULL;
    if (type && g_ascii_strcasecmp(type, "JWT") != 0)
        return NULL;
    return cjose_header_get(header, CJOSE_HDR_KID, NULL);
}

static json_t *claims_of(cjose_jws_t *jws)
{
    uint8_t *text;
    size_t length;
    if (!cjose_jws_get_plaintext(jws, &text, &length, NULL))
        return NULL;
    return json_loadb((const char *)text, length, JSON_REJECT_DUPLICATES, NULL);
}

static const char *claim(const json_t *claims, const char *name)
{
    return json_string_value(json_object_get(claims, name));
}

static bool meant_for(const json_t *audience, const char *wanted)
{
    size_t index;
    json_t *one;
    if (is(json_string_value(audience), wanted))
        return true;
    json_array_foreach(audience, index, one) if (is(json_string_value(one), wanted)) return true;
    return false;
}

/* NULL when they hold now. */
static const char *claims_fault(const struct token_verifier *verifier, const json_t *claims, instant now)
{
    const json_t *expires = json_object_get(claims, "exp"), *begins = json_object_get(claims, "nbf");
    double now_s = (double)now / USEC_PER_SEC;
    if (!is(claim(claims, "iss"), verifier->issuer) || !meant_for(json_object_get(claims, "aud"), verifier->audience))
        return "token_invalid";
    const char *subject = claim(claims, "sub");
    if (!subject || !*subject || !json_is_number(expires) || (begins && !json_is_number(begins)))
        return "token_invalid";
    if (now_s >= json_number_value(expires) + TOKEN_LEEWAY_S)
        return "token_expired";
    return begins && now_s < json_number_value(begins) - TOKEN_LEEWAY_S ? "token_invalid" : NULL;
}

static char **claim_list(const json_t *claims, const char *name)
{
    g_autoptr(GStrvBuilder) list = g_strv_builder_new();
    size_t index;
    json_t *one;
    json_array_foreach(json_object_get(claims, name), index, one) if (json_is_string(one))
        g_strv_builder_add(list, json_string_value(one));
    return g_strv_builder_end(list);
}

static char *claim_text(const json_t *claims, const char *name)
{
    const char *text = claim(claims, name);
    return g_strdup(text ? text : "");
}

static struct person *person_of(const json_t *claims)
{
    struct person *person = g_new0(struct person, 1);
    person->id = claim_text(claims, "sub");
    person->login = claim_text(claims, "login");
    person->name = claim_text(claims, "name");
    person->branch = claim_text(claims, "branch");
    person->department = claim_text(claims, "department");
    person->session = claim_text(claims, "sid");
    person->branches = claim_list(claims, "branches");
    person->rights = claim_list(claims, "rights");
    person->heads = claim_list(claims, "heads");
    person->superiors = claim_list(claims, "superiors");
    person->confidential = json_is_true(json_object_get(claims, "confidential"));
    return person;
}

static enum status verify_jws(struct token_verifier *verifier, cjose_jws_t *jws, instant now,
                              struct person **out_person, const char **out_code)
{
    const char *kid = acceptable_kid(jws);
    enum status st = kid ? token_keys_verify(verifier->keys, kid, jws) : ST_FORBIDDEN;
    if (st != ST_OK)
        return st;
    json_auto_t *claims = claims_of(jws);
    const char *fault = claims_fault(verifier, claims, now);
    if (fault) {
        *out_code = fault;
        return ST_FORBIDDEN;
    }
    *out_person = person_of(claims);
    return ST_OK;
}

/* header.claims.signature (RFC 7515, 7.1). */
static bool has_three_parts(const char *token)
{
    g_auto(GStrv) parts = g_strsplit(token, ".", 4);

    for (char **part = parts; *part; part++)
        if (!base64url_valid(*part, strlen(*part)))
            return false;
    return g_strv_length(parts) == 3;
}

enum status token_verify(struct token_verifier *verifier, const char *token, instant now, struct person **out_person,
                         const char **out_code)
{
    size_t length = strlen(token);
    *out_code = "token_invalid";
    bool fits = length <= TOKEN_MAX_BYTES && has_three_parts(token);
    cjose_jws_t *jws = fits ? cjose_jws_import(token, length, NULL) : NULL;
    if (!jws)
        return ST_FORBIDDEN;
    enum status st = verify_jws(verifier, jws, now, out_person, out_code);
    cjose_jws_release(jws);
    return st;
}
