#include "token_keys.h"

#include "base64url.h"
#include "clock.h"
#include "log.h"
#include "token.h"

#include <pthread.h>
#include <string.h>

#include <curl/curl.h>
#include <glib.h>
#include <jansson.h>

#define FETCH_TIMEOUT_MS 3000L
#define SET_MAX_BYTES 65536

struct token_keys {
    char *url, *file;
    pthread_mutex_t lock; /* of the two below; held while cjose uses a key */
    GHashTable *by_kid;
    int64_t fetched_us;
    pthread_mutex_t fetch_lock; /* one fetch at a time; of the one below */
    int64_t tried_us;
};

static void release_key(void *key)
{
    cjose_jwk_release(key);
}

static GHashTable *new_set(void)
{
    return g_hash_table_new_full(g_str_hash, g_str_equal, g_free, release_key);
}

struct token_keys *token_keys_new(const char *url, const char *file)
{
    struct token_keys *keys = g_new0(struct token_keys, 1);
    keys->url = g_strdup(url);
    keys->file = g_strdup(file);
    keys->by_kid = new_set();
    pthread_mutex_init(&keys->lock, NULL);
    pthread_mutex_init(&keys->fetch_lock, NULL);
    return keys;
}

void token_keys_free(struct token_keys *keys)
{
    if (!keys)
        return;
    g_hash_table_unref(keys->by_kid);
    pthread_mutex_destroy(&keys->lock);
    pthread_mutex_destroy(&keys->fetch_lock);
    g_free(keys->url);
    g_free(keys->file);
    g_free(keys);
}

static bool is_p256(const cjose_jwk_t *key)
{
    return cjose_jwk_get_kty(key, NULL) == CJOSE_JWK_KTY_EC && cjose_jwk_EC_get_curve(key, NULL) == CJOSE_JWK_EC_P_256;
}

static bool is_number(const json_t *jwk, const char *name)
{
    const char *text = json_string_value(json_object_get(jwk, name));
    return text && base64url_valid(text, strlen(text));
}

/* A public key on a curve (RFC 7518, 6.2.1): cjose decodes nothing else. */
static bool is_point(const json_t *jwk)
{
    return g_strcmp0(json_string_value(json_object_get(jwk, "kty")), "EC") == 0 && is_number(jwk, "x") &&
           is_number(jwk, "y") && !json_object_get(jwk, "d");
}

static void add_key(GHashTable *set, const json_t *jwk)
{
    g_autofree char *text = is_point(jwk) ? json_dumps(jwk, JSON_COMPACT) : NULL;
    cjose_jwk_t *key = text ? cjose_jwk_import(text, strlen(text), NULL) : NULL;
    const char *kid = key ? cjose_jwk_get_kid(key, NULL) : NULL;
    if (kid && is_p256(key))
        g_hash_table_replace(set, g_strdup(kid), key);
    else
        cjose_jwk_release(key);
}

enum status token_keys_replace(struct token_keys *keys, const char *jwks)
{
    json_auto_t *document = json_loads(jwks, JSON_REJECT_DUPLICATES, NULL);
    GHashTable *set = new_set();
    size_t index;
    json_t *jwk;
    json_array_foreach(json_object_get(document, "keys"), index, jwk) add_key(set, jwk);
    bool good = g_hash_table_size(set) > 0;
    pthread_mutex_lock(&keys->lock);
    if (good) {
        GHashTable *old = keys->by_kid;
        keys->by_kid = set;
        set = old;
        keys->fetched_us = clock_monotonic_us();
    }
    pthread_mutex_unlock(&keys->lock);
    g_hash_table_unref(set);
    return good ? ST_OK : ST_INVALID;
}

static size_t receive(char *bytes, size_t size, size_t count, void *arg)
{
    GString *text = arg;
    if (text->len + size * count > SET_MAX_BYTES)
        return 0;
    g_string_append_len(text, bytes, (gssize)(size * count));
    return size * count;
}

static char *fetch_url(const char *url)
{
    GString *text = g_string_new(NULL);
    long status = 0;
    CURL *curl = curl_easy_init();
    curl_easy_setopt(curl, CURLOPT_URL, url);
    curl_easy_setopt(curl, CURLOPT_PROTOCOLS_STR, "http,https");
    curl_easy_setopt(curl, CURLOPT_NOPROXY, "*");
    curl_easy_setopt(curl, CURLOPT_NOSIGNAL, 1L);
    curl_easy_setopt(curl, CURLOPT_TIMEOUT_MS, FETCH_TIMEOUT_MS);
    curl_easy_setopt(curl, CURLOPT_WRITEFUNCTION, receive);
    curl_easy_setopt(curl, CURLOPT_WRITEDATA, text);
    CURLcode code = curl_easy_perform(curl);
    curl_easy_getinfo(curl, CURLINFO_RESPONSE_CODE, &status);
    curl_easy_cleanup(curl);
    return g_string_free(text, code != CURLE_OK || status != 200);
}

static void fetch(struct token_keys *keys)
{
    g_autofree char *text = NULL;
    if (keys->url)
        text = fetch_url(keys->url);
    else if (keys->file)
        g_file_get_contents(keys->file, &text, NULL, NULL);
    if (!text || token_keys_replace(keys, text) != ST_OK)
        log_warn("keys of tokens cannot be read", LOG_TEXT("from", keys->url ? keys->url : keys->file));
}

static bool knows(struct token_keys *keys, const char *kid, bool *out_old)
{
    pthread_mutex_lock(&keys->lock);
    bool known = g_hash_table_contains(keys->by_kid, kid);
    *out_old = clock_monotonic_us() - keys->fetched_us >= TOKEN_KEYS_REFRESH_S * USEC_PER_SEC;
    pthread_mutex_unlock(&keys->lock);
    return known;
}

/* Who does not know his key waits for a running fetch; who knows it goes on with the old set. */
static void refresh(struct token_keys *keys, const char *kid)
{
    bool old, known = knows(keys, kid, &old);
    if ((!keys->url && !keys->file) || (known && !old))
        return;
    if (known && pthread_mutex_trylock(&keys->fetch_lock) != 0)
        return;
    if (!known)
        pthread_mutex_lock(&keys->fetch_lock);
    int64_t now = clock_monotonic_us();
    bool rested = !keys->tried_us || now - keys->tried_us >= TOKEN_KEYS_INTERVAL_S * USEC_PER_SEC;
    if (rested && (old || !knows(keys, kid, &old))) {
        keys->tried_us = now;
        fetch(keys);
    }
    pthread_mutex_unlock(&keys->fetch_lock);
}

enum status token_keys_verify(struct token_keys *keys, const char *kid, cjose_jws_t *jws)
{
    refresh(keys, kid);
    pthread_mutex_lock(&keys->lock);
    bool empty = g_hash_table_size(keys->by_kid) == 0;
    cjose_jwk_t *key = g_hash_table_lookup(keys->by_kid, kid);
    bool good = key && cjose_jws_verify(jws, key, NULL);
    pthread_mutex_unlock(&keys->lock);
    if (good)
        return ST_OK;
    return empty ? ST_RETRY : ST_FORBIDDEN;
}
