/* A create is done once however often it is sent: its key is inserted by the command's own transaction, so a twin waits
 * at the unique index until the first one ends, then finds the stored answer
 * (draft-ietf-httpapi-idempotency-key-header). Only what was committed is remembered: a refused command may be sent
 * again under the same key. */
#include "http_idempotency.h"

#include "db.h"
#include "http_pool.h"
#include "http_private.h"
#include "work_private.h"

#include <string.h>

#include <sodium.h>

#define TIDY_EVERY_US (INT64_C(3600) * G_USEC_PER_SEC)
#define TIDY_ROUNDS 100

static const struct statement insert_key = {
    "idempotency_insert",
    "INSERT INTO idempotency (key, person, request_sha256)\n"
    "VALUES ($1::text, $2::text, $3::text)\n"
    "ON CONFLICT DO NOTHING\n"
    "RETURNING key",
};
static const struct statement find_key = {
    "idempotency_find",
    "SELECT request_sha256, status, answer\n"
    "FROM idempotency\n"
    "WHERE person = $1::text AND key = $2::text",
};
static const struct statement store_answer = {
    "idempotency_store",
    "UPDATE idempotency\n"
    "SET status = $3::int, answer = $4::json\n"
    "WHERE person = $1::text AND key = $2::text",
};
static const struct statement expire = {
    "idempotency_expire",
    "DELETE FROM idempotency\n"
    "WHERE ctid = ANY (ARRAY(\n"
    "    SELECT ctid FROM idempotency WHERE created_at < now() - interval '7 days' LIMIT 1000))\n"
    "RETURNING 1",
};

/* "" stands for a request without sign-in. */
static const char *person_of(const struct request *rq)
{
    return rq->person ? rq->person->id : "";
}

/* Method, path, query and body: what the same key may not stand for in another form. */
static void request_hash(const struct request *rq, char out[HTTP_SHA256_SIZE])
{
    unsigned char hash[crypto_hash_sha256_BYTES];
    const char *query = rq->private->info->query_string;
    g_autofree char *text =
        g_strdup_printf("%s %s?%s\n%s", rq->method, rq->private->path, query ? query : "", rq->private->body_sha256);
    crypto_hash_sha256(hash, (const unsigned char *)text, strlen(text));
    sodium_bin2hex(out, HTTP_SHA256_SIZE, hash, sizeof hash);
}

static void take_text(const json_t *stored, const char *name, char **member)
{
    g_free(*member);
    *member = g_strdup(json_string_value(json_object_get(stored, name)));
}

static void take_stored(struct request *rq, const struct rows *rows, struct answer *out)
{
    json_auto_t *stored = json_loads(rows_text(rows, 0, 2), 0, NULL);
    json_t *body = json_object_get(stored, "body");
    answer_json_take(out, (int)rows_int(rows, 0, 1), json_incref(body));
    take_text(stored, "etag", &out->etag);
    take_text(stored, "location", &out->location);
    take_text(stored, "problem", &out->problem_code);
    take_text(stored, "detail", &out->problem_detail);
    rq->private->replayed = true;
}

/* The key was taken: by the same request, by another one, or by a twin that was undone meanwhile. */
static enum status answer_again(struct work *w, struct request *rq, const char *hash, struct answer *out)
{
    auto_rows rows = {0};
    enum status st = db_run(work_db(w), &find_key, DB_PARAMS(person_of(rq), rq->idempotency_key), &rows);
    if (st != ST_OK || rows_count(&rows) == 0)
        return ST_RETRY;
    if (strcmp(rows_text(&rows, 0, 0), hash) != 0)
        return answer_problem(out, 422, "idempotency_key_reused", NULL);
    take_stored(rq, &rows, out);
    return ST_DUPLICATE;
}

enum status http_idempotency_begin(struct work *w, struct request *rq, struct answer *out)
{
    char hash[HTTP_SHA256_SIZE];
    auto_rows rows = {0};
    request_hash(rq, hash);
    enum status st = work_open(w);
    if (st == ST_OK)
        st = db_run(work_db(w), &insert_key, DB_PARAMS(rq->idempotency_key, person_of(rq), hash), &rows);
    if (st != ST_OK)
        return ST_RETRY; /* the twin took longer than the lock waits: nothing wrong with the request */
    return rows_count(&rows) ? ST_OK : answer_again(w, rq, hash, out);
}

enum status http_idempotency_end(struct work *w, struct request *rq, const struct answer *out)
{
    g_autofree char *status = g_strdup_printf("%d", out->status);
    json_auto_t *stored = json_pack("{s:O?, s:s?, s:s?, s:s?, s:s?}", "body", out->body, "etag", out->etag, "location",
                                    out->location, "problem", out->problem_code, "detail", out->problem_detail);
    g_autofree char *text = json_dumps(stored, JSON_COMPACT);
    return db_run(work_db(w), &store_answer, DB_PARAMS(person_of(rq), rq->idempotency_key, status, text), NULL);
}

/* A thousand of the old, so that no lock is held long. */
static enum status expire_some(const struct http_options *options, struct db *db)
{
    auto_rows rows = {0};
    struct work *w = options->works->begin(db, options, "");
    enum status st = work_open(w);
    if (st == ST_OK)
        st = db_run(db, &expire, DB_NO_PARAMS, &rows);
    if (st == ST_OK)
        st = options->works->commit(w);
    if (st != ST_OK)
        options->works->rollback(w);
    options->works->free(w);
    return st == ST_OK && rows_count(&rows) == 0 ? ST_NOT_FOUND : st;
}

void http_idempotency_tidy(struct http_server *server)
{
    gint64 now = g_get_monotonic_time(), last = atomic_load(&server->tidied_us);
    if ((last && now - last < TIDY_EVERY_US) || !atomic_compare_exchange_strong(&server->tidied_us, &last, now))
        return;
    struct db *db = http_pool_take(server->pool);
    for (int round = 0; db && round < TIDY_ROUNDS && expire_some(&server->options, db) == ST_OK; round++)
        ;
    if (db)
        http_pool_give(server->pool, db);
}
