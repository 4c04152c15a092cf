#include "work.h"

#include "cloudevents.h"
#include "crash.h"
#include "log.h"
#include "work_internal.h"

#include <stdarg.h>
#include <string.h>

/* Topics take 1 MiB with headers; a larger row would stop the outbox for ever. */
#define EMIT_MAX_BYTES 1000000
#define PAYLOAD_ROOM 1024

static void outgoing_free(void *arg)
{
    struct outgoing *outgoing = arg;
    g_free(outgoing->key);
    g_free(outgoing->type);
    g_free(outgoing->headers);
    g_free(outgoing->payload);
    g_free(outgoing);
}

struct work *work_begin(struct db *db, void *app, instant now, const char *service)
{
    struct work *w = g_new0(struct work, 1);
    w->db = db;
    w->app = app;
    w->now = now;
    w->service = service;
    w->sets = g_ptr_array_new_with_free_func(table_set_free);
    w->outgoing = g_ptr_array_new_with_free_func(outgoing_free);
    w->unparked = g_ptr_array_new_with_free_func(g_free);
    w->last_list = g_ptr_array_new();
    return w;
}

void work_free(struct work *w)
{
    if (!w)
        return;
    if (w->open)
        work_rollback(w);
    g_ptr_array_free(w->sets, TRUE);
    g_ptr_array_free(w->outgoing, TRUE);
    g_ptr_array_free(w->unparked, TRUE);
    g_ptr_array_free(w->last_list, TRUE);
    g_free(w->verdict.reason);
    g_free(w->verdict.park_key);
    g_free(w);
}

void work_read_only(struct work *w)
{
    w->reading = true;
    w->notes_transaction = false;
}

enum status work_open(struct work *w)
{
    if (w->open)
        return ST_OK;
    auto_rows rows = {0};
    enum status status = w->notes_transaction
                             ? db_command_rows(w->db, "BEGIN; SELECT pg_current_xact_id()::text", &rows)
                             : db_command(w->db, "BEGIN");
    w->open = status == ST_OK;
    if (w->open && w->notes_transaction)
        g_strlcpy(w->transaction, rows_text(&rows, 0, 0), sizeof w->transaction);
    return status;
}

void work_note_transaction(struct work *w)
{
    w->notes_transaction = true;
}

const char *work_transaction(const struct work *w)
{
    return w->transaction;
}

/* What was saved stands in the server when a test stops the process here. */
static void pass(const struct work *w, const char *point)
{
    if (crash_asked())
        db_pipeline_flush(w->db);
    crash_point(point);
}

static enum status save_and_commit(struct work *w)
{
    enum status status = work_save_rows(w);
    pass(w, "before_outbox");
    if (status == ST_OK)
        status = work_save_outbox(w);
    pass(w, "before_commit");
    return status == ST_OK ? db_command(w->db, "COMMIT") : status;
}

/* What is saved and the COMMIT travel together: each journey costs more than most of the statements do. A statement
 * that fails ends the rest. */
enum status work_commit(struct work *w)
{
    enum status status = w->failure == ST_OK ? work_open(w) : w->failure;
    /* PostgreSQL answers COMMIT of a failed transaction with success, having rolled it back. */
    if (status == ST_OK && PQtransactionStatus(db_raw(w->db)) == PQTRANS_INERROR)
        status = ST_INVALID;
    if (status == ST_OK)
        status = db_pipeline_begin(w->db);
    if (status == ST_OK) {
        enum status sending = save_and_commit(w);
        enum status done = db_pipeline_end(w->db);
        status = done == ST_OK ? sending : done;
    }
    if (status == ST_OK)
        w->open = false;
    return status;
}

void work_rollback(struct work *w)
{
    if (w->open && db_command(w->db, "ROLLBACK") != ST_OK)
        log_debug("rollback on a lost connection");
    w->open = false;
}

enum status work_pause(struct work *w)
{
    enum status status = work_commit(w);
    if (status != ST_OK)
        return status;
    g_ptr_array_set_size(w->sets, 0);
    g_ptr_array_set_size(w->outgoing, 0);
    g_ptr_array_set_size(w->last_list, 0);
    return ST_OK;
}

enum status work_resume(struct work *w)
{
    w->now = clock_now();
    return work_open(w);
}

bool work_emits(const struct work *w)
{
    return w->outgoing->len > 0;
}

enum status work_failure(const struct work *w)
{
    return w->failure;
}

void work_void(struct work *w, enum status failure)
{
    if (w->failure == ST_OK)
        w->failure = failure;
}

void work_enter(struct work *w, const struct work_cause *cause)
{
    w->cause = *cause;
    w->elder_made = uuid7_time(cause->elder);
    g_clear_pointer(&w->verdict.reason, g_free);
    g_clear_pointer(&w->verdict.park_key, g_free);
    w->verdict.touched = false;
    w->verdict.stands = false;
}

struct work_verdict *work_verdict(struct work *w)
{
    return &w->verdict;
}

GPtrArray *work_unparked(struct work *w)
{
    return w->unparked;
}

instant work_now(const struct work *w)
{
    return w->now;
}

const char *work_id(struct work *w)
{
    uuid7_make(MAX(w->now, w->elder_made), w->id);
    return w->id;
}

void *work_app(struct work *w)
{
    return w->app;
}

void work_watch_stop(struct work *w, const atomic_bool *stopping)
{
    w->stopping = stopping;
}

bool work_stopping(const struct work *w)
{
    return w->stopping && atomic_load(w->stopping);
}

struct db *work_db(struct work *w)
{
    return w->db;
}

void work_delete(struct work *w, void *arg)
{
    struct row *row = arg;
    row->state = row->state == ROW_NEW ? ROW_GONE : ROW_DELETED;
    w->verdict.touched = true;
}

static char *headers_of(struct work *w, const char *type, const char *key)
{
    GString *text = g_string_new(NULL);

    event_headers_append(text, &(struct event_attributes){.id = work_id(w),
                                                          .service = w->service,
                                                          .type = type,
                                                          .subject = key,
                                                          .time = w->now,
                                                          .branch = w->cause.branch,
                                                          .correlation = w->cause.correlation,
                                                          .traceparent = w->cause.traceparent});
    return g_string_free(text, FALSE);
}

/* Takes over `payload`. */
static void put_out(struct work *w, const char *topic, const char *type, const char *key, char *payload)
{
    struct outgoing *outgoing = g_new0(struct outgoing, 1);

    outgoing->topic = topic;
    outgoing->key = g_strdup(key);
    outgoing->type = g_strdup(type);
    outgoing->headers = headers_of(w, type, key);
    outgoing->payload = payload;
    if (outgoing->payload && strlen(outgoing->payload) > EMIT_MAX_BYTES) {
        log_error("event is too large for the bus", LOG_TEXT("type", type),
                  LOG_NUMBER("size", strlen(outgoing->payload)));
        w->failure = ST_INVALID;
    }
    g_ptr_array_add(w->outgoing, outgoing);
    w->verdict.touched = true;
}

void emit_json_take(struct work *w, const char *topic, const char *type, const char *key, json_t *data)
{
    put_out(w, topic, type, key, data ? json_dumps(data, JSON_COMPACT) : NULL);
    json_decref(data);
}

void emit(struct work *w, const struct event_type *type, const char *key, const void *record)
{
    GString *payload = g_string_sized_new(PAYLOAD_ROOM);

    record_add_json(&type->data, record, payload);
    put_out(w, type->topic, type->name, key, g_string_free(payload, FALSE));
}

static enum status give_up(struct work *w, const char *reason, va_list args)
{
    g_free(w->verdict.reason);
    w->verdict.reason = g_strdup_vprintf(reason, args);
    return ST_INVALID;
}

enum status reject(struct work *w, const char *reason, ...)
{
    va_list args;

    va_start(args, reason);
    enum status status = give_up(w, reason, args);
    va_end(args);
    return status;
}

enum status reject_answered(struct work *w, const char *reason, ...)
{
    va_list args;

    va_start(args, reason);
    enum status status = give_up(w, reason, args);
    va_end(args);
    w->verdict.stands = true;
    return status;
}

enum status park(struct work *w, const char *key)
{
    g_free(w->verdict.park_key);
    w->verdict.park_key = g_strdup(key);
    return ST_PARKED;
}

void unpark(struct work *w, const char *key)
{
    g_ptr_array_add(w->unparked, g_strdup(key));
}
