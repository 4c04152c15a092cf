#include "archive.h"
#include "document.h"
#include "download.h"
#include "file_type.h"
#include "news.h"
#include "scanner.h"
#include "store/statements.h"

#include <string.h>
#include <unistd.h>

#define LEASE_MORE_S 5 /* beyond the time limit of the transfer and, with a scanner, of its steps */
#define SCAN_S 240

/* One fetch between its two transactions. */
struct attempt {
    char *id, *appeal_id, *url;
    int64_t number;
    json_t *hosts; /* NULL: the source is not known yet */
    struct download download;
    const char *reason; /* NULL: it is there */
    const char *mime;   /* by its first bytes */
    bool scanned;
};

static void attempt_release(struct attempt *a)
{
    if (a->download.path)
        unlink(a->download.path);
    g_free((char *)a->download.path);
    g_free((char *)a->download.url);
    g_free(a->id);
    g_free(a->appeal_id);
    g_free(a->url);
    json_decref(a->hosts);
}
#define auto_attempt __attribute__((cleanup(attempt_release))) struct attempt

/* A fetch that dies with its process is due again when the lease is over. */
static enum status lease(struct work *w, struct attempt *a)
{
    const struct archive *app = work_app(w);
    int64_t seconds = app->fetch_limit_s + LEASE_MORE_S + (*app->clamd_socket ? SCAN_S : 0);
    char now[INSTANT_TEXT_SIZE], until[INSTANT_TEXT_SIZE];
    auto_rows rows = {0};

    instant_format(work_now(w), now);
    instant_format(work_now(w) + seconds * USEC_PER_SEC, until);
    enum status status = db_run(work_db(w), &fetch_statements[FETCH_LEASE], DB_PARAMS(now, until), &rows);
    if (status != ST_OK || !rows_count(&rows))
        return status == ST_OK ? ST_NOT_FOUND : status;
    a->id = g_strdup(rows_text(&rows, 0, 0));
    a->appeal_id = g_strdup(rows_text(&rows, 0, 1));
    a->url = g_strdup(rows_text(&rows, 0, 2));
    a->number = rows_int(&rows, 0, 3);
    a->hosts = rows_null(&rows, 0, 4) ? NULL : json_loads(rows_text(&rows, 0, 4), 0, NULL);
    return ST_OK;
}

static const char *permit(const struct archive *app, struct attempt *a)
{
    const char *reason = NULL;

    a->download.url = fetch_url(a->url, app->s3_base_url);
    if (!a->download.url)
        return "bad_url";
    if (!a->hosts)
        return "source_unknown";
    return fetch_permitted(a->download.url, a->hosts, &a->download.reach, &reason) == ST_OK ? NULL : reason;
}

static const char *scan(const struct archive *app, struct attempt *a)
{
    if (!*app->clamd_socket)
        return NULL;
    enum verdict verdict = scanner_ask(app->clamd_socket, a->download.path);
    a->scanned = verdict == VERDICT_CLEAN;
    return verdict == VERDICT_CLEAN ? NULL : verdict == VERDICT_INFECTED ? "infected" : "scan_failed";
}

/* Out in the world: no transaction is open. */
static const char *try_it(const struct archive *app, struct attempt *a)
{
    char head[FILE_TYPE_HEAD_BYTES];
    const char *reason = permit(app, a);

    if (reason)
        return reason;
    a->download.path = file_store_temporary(app->folder);
    a->download.limit_s = (long)app->fetch_limit_s;
    reason = download_run(&a->download);
    if (reason)
        return reason;
    a->mime = file_type_detect(head, file_store_head(a->download.path, head, sizeof head));
    return a->mime ? scan(app, a) : "bad_type";
}

/* Is it what the sender said? */
static const char *compare(const struct fetch *fetch, struct attempt *a)
{
    if (fetch->size_bytes && fetch->size_bytes != a->download.size_bytes)
        return "size_mismatch";
    if (fetch->sha256 && strcmp(fetch->sha256, a->download.sha256) != 0)
        return "hash_mismatch";
    a->mime = file_type_settle(a->mime, fetch->mime);
    return a->mime ? NULL : "bad_type";
}

static void fail(struct work *w, struct fetch *fetch, const char *reason)
{
    const struct archive *app = work_app(w);
    bool final = fetch_is_final(reason) || fetch->attempts >= app->fetch_tries;

    text_set(&fetch->state, final ? "failed" : "planned");
    text_set(&fetch->reason, reason);
    fetch->next_at = final ? 0 : work_now(w) + fetch_delay_s(fetch->attempts, app->fetch_backoff_s) * USEC_PER_SEC;
    work_save(w, fetch);
    if (!final && fetch->attempts > 1)
        return; /* told once that it takes longer */
    document_tell_failed(w, &(struct missing){.appeal_id = fetch->appeal_id,
                                              .file_key = fetch->file_key,
                                              .doc_type = fetch->doc_type,
                                              .name = fetch->name,
                                              .reason = reason,
                                              .final = final});
}

/* The service ends: the try does not count. */
static void put_back(struct work *w, struct fetch *fetch)
{
    text_set(&fetch->state, "planned");
    fetch->attempts--;
    fetch->next_at = work_now(w);
    work_save(w, fetch);
}

static enum status store(struct work *w, struct fetch *fetch, const struct appeal *appeal, const struct attempt *a)
{
    const struct archive *app = work_app(w);
    struct content content = {a->download.sha256, a->mime, a->download.size_bytes, a->scanned};
    enum status status = file_store_keep(w, app->folder, a->download.path, &content);
    if (status != ST_OK)
        return status;
    const struct document *document = document_make(w, &content,
                                                    &(struct purpose){.branch = appeal->branch,
                                                                      .source = "bus",
                                                                      .direction = "in",
                                                                      .appeal_id = fetch->appeal_id,
                                                                      .file_key = fetch->file_key,
                                                                      .doc_type = fetch->doc_type,
                                                                      .name = fetch->name});
    text_set(&fetch->state, "stored");
    text_set(&fetch->reason, NULL);
    text_set(&fetch->document_id, document->id);
    fetch->next_at = 0;
    work_save(w, fetch);
    return ST_OK;
}

/* The appeal's lock first, as everywhere. Somebody may have taken the fetch over when the lease ended: his it is. */
static enum status settle(struct work *w, struct attempt *a)
{
    const struct appeal *appeal = work_find(w, &appeal_table, "id", a->appeal_id);
    struct fetch *fetch = work_find(w, &fetch_table, "id", a->id);
    if (!appeal || !fetch || strcmp(fetch->state, "fetching") != 0 || fetch->attempts != a->number)
        return ST_OK;
    if (!a->reason)
        a->reason = compare(fetch, a);
    if (!a->reason)
        return store(w, fetch, appeal, a);
    if (job_must_end() && !fetch_is_final(a->reason))
        put_back(w, fetch);
    else
        fail(w, fetch, a->reason);
    return ST_OK;
}

bool fetch_needs_help(void *arg)
{
    struct archive *app = arg;
    return atomic_load(&app->fetching) > 0;
}

enum status job_fetch(struct work *w)
{
    struct archive *app = work_app(w);
    auto_attempt attempt = {0};
    enum status status = lease(w, &attempt);
    if (status == ST_OK)
        status = work_pause(w);
    if (status != ST_OK)
        return status;
    atomic_fetch_add(&app->fetching, 1);
    news_tell();
    attempt.reason = try_it(app, &attempt);
    atomic_fetch_sub(&app->fetching, 1);
    status = work_resume(w);
    return status == ST_OK ? settle(w, &attempt) : status;
}
