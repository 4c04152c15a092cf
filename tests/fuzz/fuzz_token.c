/* Input: a byte that says what the rest is: 0 a token as it comes; 1 a key set; else claims, which are signed with a
 * known key, so that what is behind the signature is reached. */
#include "token.h"
#include "token_keys.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cjose/cjose.h>
#include <glib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

#define NOW (INT64_C(1795000000) * USEC_PER_SEC)

static cjose_jwk_t *key;
static char *set;

static void make_key(void)
{
    char *text = token_key_generate();
    struct token_key *signer = token_key_load(text);
    key = cjose_jwk_import(text, strlen(text), NULL);
    set = token_key_set((const struct token_key *const *)&signer, 1);
    token_key_free(signer);
    free(text);
}

static void verify(const char *token)
{
    struct token_verifier *verifier = token_verifier_new(&(struct token_options){.issuer = "i", .audience = "a"});
    struct person *person = NULL;
    const char *code = NULL;
    g_assert(token_verifier_keys(verifier, set) == ST_OK);
    enum status status = token_verify(verifier, token, NOW, &person, &code);
    g_assert(status == ST_OK ? person && *person->id : code != NULL && !person);
    person_free(person);
    token_verifier_free(verifier);
}

static void sign_and_verify(const char *claims, size_t size)
{
    cjose_err error;
    const char *token = NULL;
    cjose_header_t *header = cjose_header_new(&error);
    cjose_header_set(header, CJOSE_HDR_ALG, CJOSE_HDR_ALG_ES256, &error);
    cjose_header_set(header, "typ", "JWT", &error);
    cjose_header_set(header, CJOSE_HDR_KID, cjose_jwk_get_kid(key, &error), &error);
    cjose_jws_t *jws = cjose_jws_sign(key, header, (const uint8_t *)claims, size, &error);
    if (jws && cjose_jws_export(jws, &token, &error))
        verify(token);
    if (jws)
        cjose_jws_release(jws);
    cjose_header_release(header);
}

static void replace_keys(const char *text)
{
    struct token_verifier *verifier = token_verifier_new(&(struct token_options){.issuer = "i", .audience = "a"});
    if (token_verifier_keys(verifier, text) != ST_OK)
        g_assert(token_verifier_keys(verifier, set) == ST_OK);
    token_verifier_free(verifier);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    if (!key)
        make_key();
    if (size < 1)
        return 0;
    g_autofree char *text = g_strndup((const char *)data + 1, size - 1);
    if (data[0] == '0')
        verify(text);
    else if (data[0] == '1')
        replace_keys(text);
    else if (size > 1)
        sign_and_verify((const char *)data + 1, size - 1);
    return 0;
}
