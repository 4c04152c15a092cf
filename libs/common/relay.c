#include "relay.h"

#include "clock.h"
#include "crash.h"
#include "db.h"
#include "log.h"
#include "migrate.h"
#include "relay_cursor.h"
#include "relay_row.h"
#include "relay_session.h"

#include <pthread.h>
#include <stdatomic.h>
#include <string.h>
#include <time.h>

#include <glib.h>

#define MOVING_US (2 * USEC_PER_SEC) /* how long after the last row the outbox counts as moving */
#define MAINTAIN_US (3600 * USEC_PER_SEC)
#define MAINTAIN_AGAIN_US (60 * USEC_PER_SEC)
enum { MOVING_POLL_MS = 100, IDLE_POLL_MS = 1000, TROUBLE_MS = 1000 };

/* Owned by the relay's thread but for `mutex` and what it guards, and the atomics. */
struct relay {
    char *conninfo;
    char *service;
    char *schema;
    struct db *db;
    struct cursor cursor;
    struct sender sender;
    int64_t moved_us;    /* when a row was last sent */
    int64_t maintain_us; /* when partitions are next looked after */

    pthread_t thread;
    pthread_mutex_t mutex;
    pthread_cond_t woken;
    bool wake, stop;            /* guarded */
    _Atomic int64_t stop_at_us; /* after this give up; 0: run on */
    atomic_bool leading;
    _Atomic(const char *) trouble;
    _Atomic int64_t sent, waiting, opened_us, restarts;
};

static const struct statement maintain_sql = {"relay_maintain", "SELECT outbox_maintain(), outbox_window_maintain()"};

static bool give_up(void *arg)
{
    const struct relay *r = arg;
    int64_t at = atomic_load(&r->stop_at_us);
    return at && clock_monotonic_us() >= at;
}

/* Produces a piece of a committed window and waits until the bus has all of it. */
static enum status send_piece(struct relay *r, const struct rows *rows)
{
    enum status status = ST_OK;
    for (int row = 0; row < rows_count(rows) && status == ST_OK; row++)
        status = relay_row_send(&r->sender, &r->cursor, rows, row);
    crash_point("after_produce");
    if (status == ST_OK)
        status = sender_wait(&r->sender);
    else
        sender_restart(&r->sender);
    atomic_store(&r->restarts, r->sender.restarts);
    if (status != ST_OK)
        return status;
    atomic_fetch_add(&r->sent, rows_count(rows));
    r->moved_us = clock_monotonic_us();
    crash_point("before_advance");
    return ST_OK;
}

/* Lanes for all topics of the piece. `widen`: also those that exist take partitions that were added meanwhile, which
 * is only right before a window has numbers. */
static enum status prepare_lanes(struct relay *r, const struct rows *rows, bool widen, bool *out_changed)
{
    *out_changed = false;
    const char *before = "";
    for (int row = 0; row < rows_count(rows); row++) {
        int32_t partitions;
        const char *topic = rows_text(rows, row, PIECE_TOPIC);
        if (!strcmp(topic, before) || (!widen && cursor_lane(&r->cursor, topic)))
            continue;
        if (sender_partitions(&r->sender, topic, &partitions) != ST_OK)
            return ST_RETRY;
        *out_changed |= cursor_widen(&r->cursor, topic, partitions);
        before = topic;
    }
    return ST_OK;
}

static bool was_cut(const struct rows *rows)
{
    int count = rows_count(rows);
    return count && rows_int(rows, 0, PIECE_FOUND) > count;
}

static int64_t last_id_of(const struct rows *rows)
{
    return rows_int(rows, rows_count(rows) - 1, PIECE_ID);
}

static enum status next_piece(struct relay *r, int64_t upto)
{
    auto_rows rows = {0};
    bool changed = false;
    enum status status = cursor_piece(&r->cursor, r->db, upto, &rows);
    if (status == ST_OK)
        status = prepare_lanes(r, &rows, false, &changed);
    if (status == ST_OK && changed)
        status = cursor_store_lanes(&r->cursor, r->db);
    if (status == ST_OK)
        status = send_piece(r, &rows);
    if (status != ST_OK)
        return status;
    return cursor_progress(&r->cursor, r->db, was_cut(&rows) ? last_id_of(&rows) : upto);
}

static enum status close_window(struct relay *r)
{
    enum status status = cursor_advance(&r->cursor, r->db);
    atomic_store(&r->opened_us, 0);
    atomic_store(&r->waiting, 0);
    return status;
}

/* What is left of a window that is open: after a large first piece, or after a crash. */
static enum status finish_window(struct relay *r)
{
    int64_t least, greatest;
    enum status status = cursor_bounds(&r->cursor, r->db, &least, &greatest);
    if (status == ST_OK && least)
        r->cursor.last_id = least - 1;
    while (status == ST_OK && r->cursor.last_id < greatest && !give_up(r)) {
        atomic_store(&r->waiting, greatest - r->cursor.last_id);
        status = next_piece(r, MIN(r->cursor.last_id + PIECE_ROWS, greatest));
    }
    if (status == ST_OK && r->cursor.last_id < greatest)
        return ST_RETRY;
    return status == ST_OK ? close_window(r) : status;
}

/* A window of what is committed by now; its first piece has been read already. */
static enum status open_window(struct relay *r, const struct rows *rows)
{
    bool changed;
    bool whole = !was_cut(rows) && rows_count(rows) < PIECE_ROWS;
    atomic_store(&r->waiting, rows_int(rows, 0, PIECE_FOUND));
    enum status status = prepare_lanes(r, rows, true, &changed);
    if (status == ST_OK)
        status = cursor_open(&r->cursor, r->db, rows_text(rows, 0, PIECE_SNAPSHOT));
    if (status != ST_OK)
        return status;
    atomic_store(&r->opened_us, clock_monotonic_us());
    crash_point("after_window_commit");
    status = send_piece(r, rows);
    if (status == ST_OK && whole)
        return close_window(r);
    if (status == ST_OK)
        status = cursor_progress(&r->cursor, r->db, last_id_of(rows));
    return status == ST_OK ? finish_window(r) : status;
}

/* ST_NOT_FOUND: nothing waits. */
static enum status carry(struct relay *r)
{
    auto_rows rows = {0};
    if (r->cursor.cur)
        return finish_window(r);
    enum status status = cursor_peek(&r->cursor, r->db, &rows);
    if (status != ST_OK)
        return status;
    return rows_count(&rows) ? open_window(r, &rows) : ST_NOT_FOUND;
}

static enum status connect_db(struct relay *r)
{
    g_autofree char *application = g_strdup_printf("otklik-%s relay", r->service);
    if (!r->db)
        r->db = db_open(r->conninfo, application, 0);
    else if (!db_alive(r->db) && db_reconnect(r->db) != ST_OK)
        return ST_RETRY;
    return r->db ? ST_OK : ST_RETRY;
}

/* The right to move the cursor lives as long as the session. ST_NOT_FOUND: another process leads. */
static enum status lead(struct relay *r)
{
    if (atomic_load(&r->leading) && db_alive(r->db))
        return ST_OK;
    bool led = atomic_exchange(&r->leading, false);
    enum status status = connect_db(r);
    if (status == ST_OK)
        status = relay_session_lead(r->db, r->schema);
    if (status == ST_OK)
        status = cursor_load(&r->cursor, r->db);
    if (status != ST_OK)
        return status;
    atomic_store(&r->leading, true);
    r->maintain_us = 0;
    log_info(led ? "relay leads again" : "relay leads", LOG_NUMBER("epoch", r->cursor.epoch));
    return ST_OK;
}

static void maintain(struct relay *r)
{
    int64_t now = clock_monotonic_us();
    if (now < r->maintain_us)
        return;
    enum status status = db_run(r->db, &maintain_sql, DB_NO_PARAMS, NULL);
    r->maintain_us = now + (status == ST_OK ? MAINTAIN_US : MAINTAIN_AGAIN_US);
    if (status != ST_OK)
        log_warn("outbox partitions not looked after", LOG_TEXT("detail", db_error(r->db)));
}

/* After trouble memory may differ from the cursor's row: the row counts. */
static void recover(struct relay *r)
{
    atomic_store(&r->opened_us, 0);
    if (cursor_load(&r->cursor, r->db) != ST_OK)
        atomic_store(&r->leading, false);
}

static enum status round_of(struct relay *r)
{
    enum status status = lead(r);
    if (status != ST_OK)
        return status == ST_NOT_FOUND ? ST_NOT_FOUND : ST_RETRY;
    maintain(r);
    status = carry(r);
    if (status == ST_OK || status == ST_NOT_FOUND)
        return status;
    if (!give_up(r))
        log_warn("relay waits", LOG_TEXT("status", status_name(status)), LOG_TEXT("detail", db_error(r->db)));
    recover(r);
    return ST_RETRY;
}

/* A process that stands by has none: the one that leads tells its own. */
static enum status watched_round(struct relay *r)
{
    enum status status = round_of(r);
    const char *trouble = NULL;
    if (status == ST_RETRY)
        trouble = r->db && db_alive(r->db) ? "the outbox cannot be sent to the bus" : "database is away for the outbox";
    atomic_store(&r->trouble, trouble);
    return status;
}

static int pause_after(const struct relay *r, enum status status)
{
    if (status == ST_OK)
        return 0;
    if (status == ST_RETRY)
        return TROUBLE_MS;
    bool moving = clock_monotonic_us() - r->moved_us < MOVING_US;
    return moving && atomic_load(&r->leading) ? MOVING_POLL_MS : IDLE_POLL_MS;
}

/* True: go on. Trouble is waited out whoever wakes. */
static bool wait_for_wake(struct relay *r, enum status status)
{
    struct timespec until;
    int pause_ms = pause_after(r, status);
    clock_gettime(CLOCK_MONOTONIC, &until);
    until.tv_nsec += (long)(pause_ms % 1000) * 1000000;
    until.tv_sec += pause_ms / 1000 + until.tv_nsec / 1000000000;
    until.tv_nsec %= 1000000000;
    pthread_mutex_lock(&r->mutex);
    while (!r->stop && (!r->wake || status == ST_RETRY) && pause_ms &&
           pthread_cond_timedwait(&r->woken, &r->mutex, &until) == 0)
        ;
    r->wake = false;
    bool go_on = !(r->stop && (status != ST_OK || give_up(r)));
    pthread_mutex_unlock(&r->mutex);
    return go_on;
}

static void *run(void *arg)
{
    struct relay *r = arg;
    while (wait_for_wake(r, watched_round(r)))
        ;
    return NULL;
}

static void relay_free(struct relay *r)
{
    db_close(r->db);
    cursor_release(&r->cursor);
    sender_release(&r->sender);
    pthread_cond_destroy(&r->woken);
    pthread_mutex_destroy(&r->mutex);
    g_free(r->conninfo);
    g_free(r->service);
    g_free(r->schema);
    g_free(r);
}

struct relay *relay_start(const struct relay_options *options)
{
    pthread_condattr_t monotonic;
    struct relay *r = g_new0(struct relay, 1);
    r->conninfo = g_strdup(options->conninfo);
    r->service = g_strdup(options->service);
    r->schema = migrate_schema(options->service);
    r->sender = (struct sender){.settings = options->kafka, .give_up = give_up, .arg = r};
    pthread_mutex_init(&r->mutex, NULL);
    pthread_condattr_init(&monotonic);
    pthread_condattr_setclock(&monotonic, CLOCK_MONOTONIC);
    pthread_cond_init(&r->woken, &monotonic);
    pthread_condattr_destroy(&monotonic);
    if (pthread_create(&r->thread, NULL, run, r) == 0)
        return r;
    log_error("relay thread not made");
    relay_free(r);
    return NULL;
}

void relay_wake(struct relay *r)
{
    if (!r)
        return;
    pthread_mutex_lock(&r->mutex);
    r->wake = true;
    pthread_cond_signal(&r->woken);
    pthread_mutex_unlock(&r->mutex);
}

void relay_figures(const struct relay *r, struct relay_figures *out)
{
    int64_t opened_us = atomic_load(&r->opened_us);
    *out = (struct relay_figures){
        .leading = atomic_load(&r->leading),
        .sent = atomic_load(&r->sent),
        .waiting = atomic_load(&r->waiting),
        .window_age_us = opened_us ? clock_monotonic_us() - opened_us : 0,
        .producer_restarts = atomic_load(&r->restarts),
    };
}

const char *relay_trouble(const struct relay *r)
{
    return r ? atomic_load(&r->trouble) : NULL;
}

void relay_stop(struct relay *r, int timeout_ms)
{
    if (!r)
        return;
    atomic_store(&r->stop_at_us, clock_monotonic_us() + (int64_t)timeout_ms * 1000);
    pthread_mutex_lock(&r->mutex);
    r->stop = true;
    pthread_cond_signal(&r->woken);
    pthread_mutex_unlock(&r->mutex);
    pthread_join(r->thread, NULL);
    relay_free(r);
}
