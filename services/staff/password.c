#include "password.h"

#include "log.h"

#include <string.h>

#include <glib.h>
#include <sodium.h>

#define WAIT_S 3

struct passwords {
    size_t memory_bytes;
    unsigned long long passes;
    char dummy[crypto_pwhash_STRBYTES]; /* what an unknown login is compared with */
    GMutex lock;
    GCond left;
    int free; /* under lock */
};

static bool make(const struct passwords *passwords, const char *password, char out[crypto_pwhash_STRBYTES])
{
    return crypto_pwhash_str_alg(out, password, strlen(password), passwords->passes, passwords->memory_bytes,
                                 crypto_pwhash_ALG_ARGON2ID13) == 0;
}

struct passwords *passwords_new(const struct password_cost *cost)
{
    struct passwords *passwords = g_new0(struct passwords, 1);
    unsigned char secret[16];
    char text[2 * sizeof secret + 1];

    passwords->memory_bytes = (size_t)cost->memory_kib * 1024;
    passwords->passes = (unsigned long long)cost->passes;
    passwords->free = cost->parallel;
    bool ok = sodium_init() >= 0 && cost->parallel > 0;
    randombytes_buf(secret, sizeof secret);
    sodium_bin2hex(text, sizeof text, secret, sizeof secret);
    if (ok && make(passwords, text, passwords->dummy))
        return passwords;
    log_error("passwords cannot be hashed at this cost", LOG_NUMBER("memory_kib", cost->memory_kib),
              LOG_NUMBER("passes", cost->passes));
    passwords_free(passwords);
    return NULL;
}

void passwords_free(struct passwords *passwords)
{
    g_free(passwords);
}

/* One of the places; false when none became free in time. */
static bool enter(struct passwords *passwords)
{
    gint64 until = g_get_monotonic_time() + WAIT_S * G_TIME_SPAN_SECOND;
    bool in_time = true;

    g_mutex_lock(&passwords->lock);
    while (passwords->free == 0 && in_time)
        in_time = g_cond_wait_until(&passwords->left, &passwords->lock, until);
    bool entered = passwords->free > 0;
    passwords->free -= entered;
    g_mutex_unlock(&passwords->lock);
    return entered;
}

static void leave(struct passwords *passwords)
{
    g_mutex_lock(&passwords->lock);
    passwords->free++;
    g_cond_signal(&passwords->left);
    g_mutex_unlock(&passwords->lock);
}

enum status password_hash(struct passwords *passwords, const char *password, char **out_hash)
{
    char hash[crypto_pwhash_STRBYTES];

    if (!enter(passwords))
        return ST_RETRY;
    bool made = make(passwords, password, hash);
    leave(passwords);
    if (!made)
        return ST_RETRY;
    *out_hash = g_strdup(hash);
    return ST_OK;
}

enum status password_verify(struct passwords *passwords, const char *hash, const char *password, bool *out_matched)
{
    if (!enter(passwords))
        return ST_RETRY;
    bool matched = crypto_pwhash_str_verify(hash ? hash : passwords->dummy, password, strlen(password)) == 0;
    leave(passwords);
    *out_matched = matched && hash;
    return ST_OK;
}

bool password_outdated(const struct passwords *passwords, const char *hash)
{
    return crypto_pwhash_str_needs_rehash(hash, passwords->passes, passwords->memory_bytes) != 0;
}

/* NIST SP 800-63B 5.1.1.2: length counts, mixtures of signs do not. */
const char *password_fault(const char *password, const char *login)
{
    size_t length = password ? (size_t)g_utf8_strlen(password, -1) : 0;

    if (length < PASSWORD_MIN)
        return "password_short";
    if (strlen(password) > PASSWORD_MAX)
        return "password_long";
    g_autofree char *folded = g_utf8_casefold(password, -1);
    g_autofree char *name = login ? g_utf8_casefold(login, -1) : NULL;
    return name && *name && strstr(folded, name) ? "password_names_login" : NULL;
}
