#include "http_fixture.h"
#include "token_fixture.h"

#include <cjose/cjose.h>
#include <sodium.h>

static struct token_key *key, *other_key;
static char *key_jwk;
static struct token_verifier *verifier;

static int start(void **state)
{
    (void)state;
    key = new_key(&key_jwk);
    other_key = new_key(NULL);
    verifier = verifier_of(key);
    return 0;
}

static int stop(void **state)
{
    (void)state;
    token_verifier_free(verifier);
    token_key_free(key);
    token_key_free(other_key);
    free(key_jwk);
    return 0;
}

static void assert_refused(const char *token, const char *code)
{
    struct person *person = NULL;
    const char *got = NULL;
    assert_int_equal(token_verify(verifier, token, NOW, &person, &got), ST_FORBIDDEN);
    assert_string_equal(got, code);
    assert_null(person);
}

static void a_signed_token_gives_the_person(void **state)
{
    (void)state;
    g_autofree char *token = sign(key, good_terms(NOW));
    struct person *person = NULL;
    const char *code;
    assert_int_equal(token_verify(verifier, token, NOW, &person, &code), ST_OK);
    assert_string_equal(person->id, "019a0000-0000-7000-8000-000000000001");
    assert_string_equal(person->login, "petrov");
    assert_string_equal(person->name, "Петров П. П.");
    assert_string_equal(person->branch, "SVE");
    assert_string_equal(person->department, "019a0000-0000-7000-8000-0000000000d1");
    assert_string_equal(person->session, "s1");
    assert_string_equal(person->branches[1], "KOM");
    assert_null(person->branches[2]);
    assert_true(person_may(person, "client.read"));
    assert_true(person->confidential);
    assert_string_equal(person->heads[0], "019a0000-0000-7000-8000-0000000000d1");
    assert_string_equal(person->superiors[0], "019a0000-0000-7000-8000-0000000000b0");
    assert_null(person->superiors[1]);
    person_free(person);
}

static void times_have_a_leeway_of_thirty_seconds(void **state)
{
    (void)state;
    static const struct {
        int signed_before_s; /* of five minutes' life */
        const char *code;    /* NULL: good */
    } cases[] = {{0, NULL},   {329, NULL},           {330, "token_expired"}, {3000, "token_expired"},
                 {-30, NULL}, {-31, "token_invalid"}};
    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        g_autofree char *token = sign(key, good_terms(NOW - cases[i].signed_before_s * USEC_PER_SEC));
        struct person *person = NULL;
        const char *code;
        if (cases[i].code)
            assert_refused(token, cases[i].code);
        else
            assert_int_equal(token_verify(verifier, token, NOW, &person, &code), ST_OK);
        person_free(person);
    }
}

static void a_token_for_others_is_refused(void **state)
{
    (void)state;
    struct token_terms issuer = good_terms(NOW), audience = good_terms(NOW);
    issuer.issuer = "someone";
    audience.audience = "elsewhere";
    g_autofree char *foreign = sign(key, issuer);
    g_autofree char *misled = sign(key, audience);
    g_autofree char *unknown_key = sign(other_key, good_terms(NOW));
    assert_refused(foreign, "token_invalid");
    assert_refused(misled, "token_invalid");
    assert_refused(unknown_key, "token_invalid");
}

static void a_changed_byte_anywhere_spoils_the_token(void **state)
{
    (void)state;
    g_autofree char *token = sign(key, good_terms(NOW));
    size_t length = strlen(token);
    for (size_t i = 0; i + 1 < length; i += 7) { /* not the last: its low bits are padding */
        char kept = token[i];
        token[i] = kept == 'A' ? 'B' : 'A';
        assert_refused(token, "token_invalid");
        token[i] = kept;
    }
}

static void what_is_no_token_is_refused(void **state)
{
    (void)state;
    g_autofree char *huge = g_strnfill(100000, 'a');
    const char *const texts[] = {"",
                                 ".",
                                 "..",
                                 "a.b.c",
                                 "...",
                                 "eyJhbGciOiJFUzI1NiJ9..",
                                 "eyJhbGciOiJFUzI1NiJ9.e30.",
                                 "05yJhbGciOiJFUzI1N=IsImNyaXQiOlsiYiJdLCJraWQiOiJrIn0.e30.AAAA",
                                 "eyJhbGciOiJFUzI1NiJ9.e30=.AAAA",
                                 "eyJhbGciOiJFUzI1NiJ9.e30.A=AA",
                                 huge};
    for (size_t i = 0; i < G_N_ELEMENTS(texts); i++)
        assert_refused(texts[i], "token_invalid");
}

static char *base64url(const char *text, size_t length)
{
    size_t size = sodium_base64_encoded_len(length, sodium_base64_VARIANT_URLSAFE_NO_PADDING);
    return sodium_bin2base64(g_malloc(size), size, (const unsigned char *)text, length,
                             sodium_base64_VARIANT_URLSAFE_NO_PADDING);
}

static char *kid_of_key(void)
{
    char *set = key_set(key);
    json_auto_t *document = json_loads(set, 0, NULL);
    char *kid =
        g_strdup(json_string_value(json_object_get(json_array_get(json_object_get(document, "keys"), 0), "kid")));
    free(set);
    return kid;
}

/* A good token's claims under a header of the forger's choice, with the signature given. */
static char *forge(const char *header_format, const char *signature)
{
    g_autofree char *token = sign(key, good_terms(NOW));
    g_autofree char *kid = kid_of_key();
    g_auto(GStrv) parts = g_strsplit(token, ".", 3);
    g_autoptr(GString) header = g_string_new(header_format);
    g_string_replace(header, "KID", kid, 0);
    g_autofree char *encoded = base64url(header->str, header->len);
    return g_strdup_printf("%s.%s.%s", encoded, parts[1], signature ? signature : parts[2]);
}

static void no_algorithm_is_no_signature(void **state)
{
    (void)state;
    static const char *const headers[] = {"{\"alg\":\"none\",\"kid\":\"KID\"}", "{\"alg\":\"None\",\"kid\":\"KID\"}",
                                          "{\"kid\":\"KID\"}"};
    for (size_t i = 0; i < G_N_ELEMENTS(headers); i++) {
        g_autofree char *empty = forge(headers[i], "");
        g_autofree char *kept = forge(headers[i], NULL);
        assert_refused(empty, "token_invalid");
        assert_refused(kept, "token_invalid");
    }
}

/* The classic: the public key, which everybody knows, taken as the secret of an HMAC. */
static void the_public_key_is_no_secret(void **state)
{
    (void)state;
    char *set = key_set(key);
    unsigned char mac[crypto_auth_hmacsha256_BYTES];
    crypto_auth_hmacsha256_state hmac;
    g_autofree char *unsigned_token = forge("{\"alg\":\"HS256\",\"kid\":\"KID\"}", "");
    crypto_auth_hmacsha256_init(&hmac, (const unsigned char *)set, strlen(set));
    crypto_auth_hmacsha256_update(&hmac, (const unsigned char *)unsigned_token, strlen(unsigned_token) - 1);
    crypto_auth_hmacsha256_final(&hmac, mac);
    g_autofree char *signature = base64url((const char *)mac, sizeof mac);
    g_autofree char *token = g_strconcat(unsigned_token, signature, NULL);
    assert_refused(token, "token_invalid");
    free(set);
}

/* Good claims and a good signature under a header with one more member. */
static char *sign_under(const char *member, const char *value)
{
    g_autofree char *good = sign(key, good_terms(NOW));
    g_autofree char *kid = kid_of_key();
    cjose_jwk_t *jwk = cjose_jwk_import(key_jwk, strlen(key_jwk), NULL);
    cjose_jws_t *old = cjose_jws_import(good, strlen(good), NULL);
    cjose_header_t *header = cjose_header_new(NULL);
    uint8_t *claims;
    size_t length;
    const char *compact;
    cjose_header_set(header, CJOSE_HDR_ALG, CJOSE_HDR_ALG_ES256, NULL);
    cjose_header_set(header, CJOSE_HDR_KID, kid, NULL);
    if (member && *value == '[')
        assert_true(cjose_header_set_raw(header, member, value, NULL));
    else if (member)
        assert_true(cjose_header_set(header, member, value, NULL));
    cjose_jws_get_plaintext(old, &claims, &length, NULL);
    cjose_jws_t *jws = cjose_jws_sign(jwk, header, claims, length, NULL);
    assert_true(jws && cjose_jws_export(jws, &compact, NULL));
    char *token = g_strdup(compact);
    cjose_jws_release(jws);
    cjose_jws_release(old);
    cjose_jwk_release(jwk);
    cjose_header_release(header);
    return token;
}

static void a_header_that_demands_more_is_refused(void **state)
{
    (void)state;
    g_autofree char *plain = sign_under(NULL, NULL);
    g_autofree char *critical = sign_under("crit", "[\"exp\"]");
    g_autofree char *other_type = sign_under("typ", "logout+jwt");
    g_autofree char *odd = sign_under("crit", "exp");
    struct person *person = NULL;
    const char *code;
    assert_int_equal(token_verify(verifier, plain, NOW, &person, &code), ST_OK);
    assert_refused(critical, "token_invalid");
    assert_refused(odd, "token_invalid");
    assert_refused(other_type, "token_invalid");
    person_free(person);
}

static void only_a_private_p256_key_signs(void **state)
{
    (void)state;
    static const char rsa[] = "{\"kty\":\"oct\",\"k\":\"c2VjcmV0\",\"d\":\"x\"}";
    char *set = key_set(key);
    json_auto_t *document = json_loads(set, 0, NULL);
    char *public = json_dumps(json_array_get(json_object_get(document, "keys"), 0), 0);
    assert_null(strstr(set, "\"d\""));
    assert_null(token_key_load(public));
    assert_null(token_key_load(rsa));
    assert_null(token_key_load("{}"));
    assert_null(token_key_load("nonsense"));
    free(public);
    free(set);
}

static void a_set_without_usable_keys_changes_nothing(void **state)
{
    (void)state;
    g_autofree char *token = sign(key, good_terms(NOW));
    struct person *person = NULL;
    const char *code;
    assert_int_equal(token_verifier_keys(verifier, "{\"keys\":[]}"), ST_INVALID);
    assert_int_equal(token_verifier_keys(verifier, "nonsense"), ST_INVALID);
    assert_int_equal(token_verifier_keys(verifier, "{\"keys\":[{\"kty\":\"oct\",\"k\":\"YQ\",\"kid\":\"x\"}]}"),
                     ST_INVALID);
    assert_int_equal(token_verifier_keys(verifier, "{\"keys\":[{\"kty\":\"EC\",\"crv\":\"P-256\",\"kid\":\"x\","
                                                   "\"x\":\"AAAAA=AA\",\"y\":\"AAAA\"}]}"),
                     ST_INVALID);
    assert_int_equal(token_verify(verifier, token, NOW, &person, &code), ST_OK);
    person_free(person);
}

/* The key set as staff serves it. */
static char *served_set;
static int times_served;

static enum status serve_set(struct work *w, struct request *rq, struct answer *out)
{
    (void)w, (void)rq;
    times_served++;
    return answer_json_take(out, 200, json_loads(served_set, 0, NULL));
}

static const struct route routes[] = {{"GET", "/v1/jwks", serve_set, .flags = ROUTE_PUBLIC | ROUTE_READ}, {0}};

static struct token_verifier *verifier_by_url(void)
{
    g_autofree char *url = g_strdup_printf("http://127.0.0.1:%d/v1/jwks", http_server_port(server));
    struct token_options options = {.keys_url = url, .issuer = "otklik", .audience = "otklik-api"};
    return token_verifier_new(&options);
}

static void keys_are_fetched_once_and_unknown_ones_not_asked_for_at_will(void **state)
{
    assert_int_equal(start_server((struct http_options){.routes = routes}), 0);
    g_autofree char *good = sign(key, good_terms(NOW));
    g_autofree char *unknown = sign(other_key, good_terms(NOW));
    struct token_verifier *fetching = verifier_by_url();
    served_set = key_set(key);
    for (int i = 0; i < 5; i++) {
        struct person *person = NULL;
        const char *code;
        assert_int_equal(token_verify(fetching, good, NOW, &person, &code), ST_OK);
        assert_int_equal(token_verify(fetching, unknown, NOW, &person, &code), ST_FORBIDDEN);
        person_free(person);
    }
    assert_int_equal(times_served, 1);
    token_verifier_free(fetching);
    free(served_set);
    stop_server(state);
}

static void keys_are_read_from_a_file(void **state)
{
    (void)state;
    char path[] = "/tmp/otklik-keys-XXXXXX";
    close(mkstemp(path));
    char *set = key_set(key);
    g_file_set_contents(path, set, -1, NULL);
    struct token_options options = {.keys_file = path, .issuer = "otklik", .audience = "otklik-api"};
    struct token_verifier *reading = token_verifier_new(&options);
    g_autofree char *token = sign(key, good_terms(NOW));
    struct person *person = NULL;
    const char *code;
    assert_int_equal(token_verify(reading, token, NOW, &person, &code), ST_OK);
    person_free(person);
    token_verifier_free(reading);
    unlink(path);
    free(set);
}

static void without_any_key_the_answer_is_to_try_again(void **state)
{
    (void)state;
    struct token_options options = {.keys_url = "http://127.0.0.1:9/", .issuer = "otklik", .audience = "otklik-api"};
    struct token_verifier *cut_off = token_verifier_new(&options);
    g_autofree char *token = sign(key, good_terms(NOW));
    struct person *person = NULL;
    const char *code;
    assert_int_equal(token_verify(cut_off, token, NOW, &person, &code), ST_RETRY);
    token_verifier_free(cut_off);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        H(a_signed_token_gives_the_person),
        H(times_have_a_leeway_of_thirty_seconds),
        H(a_token_for_others_is_refused),
        H(a_changed_byte_anywhere_spoils_the_token),
        H(what_is_no_token_is_refused),
        H(no_algorithm_is_no_signature),
        H(the_public_key_is_no_secret),
        H(a_header_that_demands_more_is_refused),
        H(only_a_private_p256_key_signs),
        H(a_set_without_usable_keys_changes_nothing),
        H(keys_are_fetched_once_and_unknown_ones_not_asked_for_at_will),
        H(keys_are_read_from_a_file),
        H(without_any_key_the_answer_is_to_try_again),
    };
    return cmocka_run_group_tests(tests, start, stop);
}
