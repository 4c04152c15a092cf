#include "http_multipart.h"
#include "http_private.h"
#include "http_upload_store.h"
#include "log.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <sodium.h>

#define FIELD_MAX_BYTES 65536

struct upload {
    char *field;
    char *file_name;
    char *type;
    char *path;
    GString *text;
    char sha256[HTTP_SHA256_SIZE];
    int64_t size_bytes;
};

struct upload_store {
    struct request *rq;
    struct upload *current;
    int file;
    crypto_hash_sha256_state file_hash, body_hash;
    const char *error;
};

void upload_free(void *pointer)
{
    struct upload *upload = pointer;
    if (upload->path)
        unlink(upload->path);
    if (upload->text)
        g_string_free(upload->text, TRUE);
    g_free(upload->field);
    g_free(upload->file_name);
    g_free(upload->type);
    g_free(upload->path);
    g_free(upload);
}

struct upload_store *upload_store_new(struct request *rq)
{
    struct upload_store *store = g_new0(struct upload_store, 1);
    store->rq = rq;
    store->file = -1;
    rq->private->uploads = g_ptr_array_new_with_free_func(upload_free);
    crypto_hash_sha256_init(&store->body_hash);
    return store;
}

const char *upload_store_error(const struct upload_store *store)
{
    return store->error;
}

static bool fail(struct upload_store *store, const char *error)
{
    store->error = error;
    return false;
}

static bool fail_disk(struct upload_store *store)
{
    log_error("an upload cannot be stored", LOG_TEXT("reason", g_strerror(errno)));
    return fail(store, "storage_failed");
}

static void end_hash(crypto_hash_sha256_state *state, char out[HTTP_SHA256_SIZE])
{
    unsigned char hash[crypto_hash_sha256_BYTES];
    crypto_hash_sha256_final(state, hash);
    sodium_bin2hex(out, HTTP_SHA256_SIZE, hash, sizeof hash);
}

/* The boundary changes with every try, so the body's hash is one of names and contents. */
static void hash_name(struct upload_store *store, const char *name)
{
    if (name)
        crypto_hash_sha256_update(&store->body_hash, (const unsigned char *)name, strlen(name) + 1);
}

static bool open_file(struct upload_store *store, struct upload *upload)
{
    upload->path = g_build_filename(store->rq->private->server->options.upload_folder, "upload-XXXXXX", NULL);
    store->file = mkostemp(upload->path, O_CLOEXEC);
    crypto_hash_sha256_init(&store->file_hash);
    if (store->file >= 0)
        return true;
    g_clear_pointer(&upload->path, g_free);
    return fail_disk(store);
}

static bool store_begin(void *arg, const char *name, const char *file_name, const char *type)
{
    struct upload_store *store = arg;
    struct upload *upload = store->current = g_new0(struct upload, 1);
    upload->field = g_strdup(name);
    upload->file_name = g_strdup(file_name);
    upload->type = g_strdup(type ? type : file_name ? "application/octet-stream" : "text/plain");
    g_ptr_array_add(store->rq->private->uploads, upload);
    hash_name(store, name);
    hash_name(store, file_name);
    if (file_name)
        return open_file(store, upload);
    upload->text = g_string_new(NULL);
    return true;
}

static bool write_all(int file, const char *bytes, size_t size)
{
    while (size > 0) {
        ssize_t written = write(file, bytes, size);
        if (written < 0 && errno == EINTR)
            continue;
        if (written <= 0)
            return false;
        bytes += written;
        size -= (size_t)written;
    }
    return true;
}

static bool store_data(void *arg, const char *bytes, size_t size)
{
    struct upload_store *store = arg;
    struct upload *upload = store->current;
    upload->size_bytes += (int64_t)size;
    crypto_hash_sha256_update(&store->body_hash, (const unsigned char *)bytes, size);
    if (upload->text) {
        if (upload->size_bytes > FIELD_MAX_BYTES)
            return fail(store, "too_large");
        g_string_append_len(upload->text, bytes, (gssize)size);
        return true;
    }
    crypto_hash_sha256_update(&store->file_hash, (const unsigned char *)bytes, size);
    return write_all(store->file, bytes, size) || fail_disk(store);
}

static bool store_end(void *arg)
{
    struct upload_store *store = arg;
    struct upload *upload = store->current;
    if (upload->text)
        return (strlen(upload->text->str) == upload->text->len && g_utf8_validate(upload->text->str, -1, NULL)) ||
               fail(store, "malformed_multipart");
    end_hash(&store->file_hash, upload->sha256);
    int closed = close(store->file);
    store->file = -1;
    return closed == 0 || fail_disk(store);
}

struct multipart_sink upload_store_sink(struct upload_store *store)
{
    return (struct multipart_sink){store_begin, store_data, store_end, store};
}

void upload_store_free(struct upload_store *store)
{
    if (store->file >= 0)
        close(store->file);
    end_hash(&store->body_hash, store->rq->private->body_sha256);
    g_free(store);
}

size_t http_upload_count(const struct request *rq)
{
    return rq->private->uploads ? rq->private->uploads->len : 0;
}

const struct upload *http_upload(const struct request *rq, size_t index)
{
    return index < http_upload_count(rq) ? rq->private->uploads->pdata[index] : NULL;
}

const char *upload_field(const struct upload *upload)
{
    return upload->field;
}

const char *upload_file_name(const struct upload *upload)
{
    return upload->file_name;
}

const char *upload_text(const struct upload *upload)
{
    return upload->text ? upload->text->str : NULL;
}

const char *upload_type(const struct upload *upload)
{
    return upload->type;
}

const char *upload_path(const struct upload *upload)
{
    return upload->path;
}

const char *upload_sha256(const struct upload *upload)
{
    return upload->sha256;
}

int64_t upload_size_bytes(const struct upload *upload)
{
    return upload->size_bytes;
}

static bool sync_path(const char *path, int flags)
{
    int file = open(path, flags | O_CLOEXEC);
    bool synced = file >= 0 && fsync(file) == 0;
    if (file >= 0)
        close(file);
    return synced;
}

enum status upload_keep(const struct upload *upload, const char *path)
{
    g_autofree char *folder = g_path_get_dirname(path);
    if (access(upload->path, F_OK) != 0 && access(path, F_OK) == 0)
        return ST_OK;
    if (sync_path(upload->path, O_RDONLY) && rename(upload->path, path) == 0 &&
        sync_path(folder, O_RDONLY | O_DIRECTORY))
        return ST_OK;
    log_warn("an upload cannot be kept", LOG_TEXT("reason", g_strerror(errno)));
    return ST_RETRY;
}
