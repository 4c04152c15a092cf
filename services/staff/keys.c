#include "keys.h"

#include "log.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <glib.h>

#define SIGNING 1 /* the index of the key that signs */

struct keys {
    char *path;
    GMutex lock;
    json_t *file;     /* under lock, like all below */
    struct stat read; /* of the file as it was read: a clock tick is too coarse to tell two writings apart */
    struct token_key *loaded[KEYS_KEPT];
    size_t count;
};

static void unload(struct keys *keys)
{
    for (size_t i = 0; i < keys->count; i++)
        token_key_free(keys->loaded[i]);
    keys->count = 0;
    json_decref(keys->file);
    keys->file = NULL;
}

static struct token_key *load_one(const json_t *entry)
{
    json_t *jwk = json_object_get(entry, "jwk");
    g_autofree char *text = jwk ? json_dumps(jwk, JSON_COMPACT) : NULL;

    return text ? token_key_load(text) : NULL;
}

/* Replaces what is loaded; keeps it when `file` holds no usable key. Takes `file` over. */
static bool take(struct keys *keys, json_t *file)
{
    struct token_key *first = load_one(json_array_get(json_object_get(file, "keys"), 0));
    size_t i;
    json_t *entry;

    if (!first) {
        json_decref(file);
        return false;
    }
    unload(keys);
    keys->file = file;
    keys->loaded[keys->count++] = first;
    json_array_foreach(json_object_get(file, "keys"), i, entry)
    {
        struct token_key *key = i > 0 && keys->count < KEYS_KEPT ? load_one(entry) : NULL;
        if (key)
            keys->loaded[keys->count++] = key;
    }
    return true;
}

static bool read_file(struct keys *keys)
{
    struct stat about;

    if (stat(keys->path, &about) != 0)
        return false;
    if (about.st_mode & (S_IRWXG | S_IRWXO)) {
        log_error("others may read the signing keys: chmod 600 the file", LOG_TEXT("path", keys->path));
        return false;
    }
    keys->read = about;
    return take(keys, json_load_file(keys->path, 0, NULL));
}

static bool same_file(const struct stat *a, const struct stat *b)
{
    return a->st_ino == b->st_ino && a->st_mtim.tv_sec == b->st_mtim.tv_sec && a->st_mtim.tv_nsec == b->st_mtim.tv_nsec;
}

static void refresh(struct keys *keys)
{
    struct stat about;

    if (stat(keys->path, &about) != 0 || same_file(&about, &keys->read))
        return;
    if (!read_file(keys))
        log_error("signing keys cannot be read again, the former ones go on", LOG_TEXT("path", keys->path));
}

/* Written aside and renamed, so that nobody ever reads half a file. */
static bool write_file(const char *path, const json_t *file)
{
    g_autofree char *text = json_dumps(file, JSON_INDENT(1));
    g_autofree char *aside = g_strdup_printf("%s.%d", path, (int)getpid());
    int fd = open(aside, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
    size_t length = strlen(text);

    bool ok = fd >= 0 && write(fd, text, length) == (ssize_t)length && fsync(fd) == 0;
    if (fd >= 0)
        close(fd);
    ok = ok && rename(aside, path) == 0;
    if (!ok) {
        log_error("signing keys cannot be written", LOG_TEXT("path", path), LOG_TEXT("detail", g_strerror(errno)));
        unlink(aside);
    }
    return ok;
}

/* The file with one more key in front; old keys fall off the end. The caller owns it. */
static json_t *with_new_key(const json_t *file, instant now)
{
    g_autofree char *text = token_key_generate();
    char made_at[INSTANT_TEXT_SIZE];
    json_t *list = json_array();
    size_t i;
    json_t *entry;

    json_array_append_new(
        list, json_pack("{s:o, s:s}", "jwk", json_loads(text, 0, NULL), "made_at", instant_format(now, made_at)));
    json_array_foreach(json_object_get(file, "keys"), i, entry)
    {
        if (json_array_size(list) < KEYS_KEPT)
            json_array_append(list, entry);
    }
    return json_pack("{s:o}", "keys", list);
}

static bool add_key(struct keys *keys, instant now)
{
    json_auto_t *file = with_new_key(keys->file, now);
    return write_file(keys->path, file) && read_file(keys);
}

/* A file of an earlier release may have but one key. */
static bool complete(struct keys *keys, instant now)
{
    bool ok = true;
    while (ok && keys->count < 2)
        ok = add_key(keys, now);
    return ok;
}

struct keys *keys_open(const char *path, instant now)
{
    struct keys *keys = g_new0(struct keys, 1);

    keys->path = g_strdup(path);
    bool there = g_file_test(path, G_FILE_TEST_EXISTS);
    if ((!there || read_file(keys)) && complete(keys, now))
        return keys;
    log_error("no signing key", LOG_TEXT("path", path));
    keys_close(keys);
    return NULL;
}

void keys_close(struct keys *keys)
{
    if (!keys)
        return;
    unload(keys);
    g_free(keys->path);
    g_free(keys);
}

char *keys_sign(struct keys *keys, const struct person *person, const struct token_terms *terms)
{
    g_mutex_lock(&keys->lock);
    refresh(keys);
    char *token = token_sign(keys->loaded[SIGNING], person, terms);
    g_mutex_unlock(&keys->lock);
    return token;
}

json_t *keys_public(struct keys *keys)
{
    g_mutex_lock(&keys->lock);
    refresh(keys);
    g_autofree char *text = token_key_set((const struct token_key *const *)keys->loaded, keys->count);
    g_mutex_unlock(&keys->lock);
    return json_loads(text, 0, NULL);
}

enum status keys_rotate(struct keys *keys, instant now)
{
    g_mutex_lock(&keys->lock);
    refresh(keys);
    bool ok = add_key(keys, now);
    g_mutex_unlock(&keys->lock);
    return ok ? ST_OK : ST_RETRY;
}
