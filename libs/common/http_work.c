#include "db.h"
#include "http_private.h"
#include "news.h"
#include "work_private.h"

#include <string.h>

#include <glib.h>

enum { OUTCOME_TRIES = 100, OUTCOME_PAUSE_US = 20000 };

static const struct statement own_transaction = {"http_own_transaction", "SELECT pg_current_xact_id()::text"};
static const struct statement ask_outcome = {"http_ask_outcome", "SELECT pg_xact_status($1::text::xid8)"};

static struct db *open_one(const char *conninfo, const char *service)
{
    return db_open(conninfo, service, 0);
}

static bool ready(struct db *db)
{
    return db_alive(db) || db_reconnect(db) == ST_OK;
}

static struct work *begin(struct db *db, const struct http_options *options, const char *traceparent)
{
    struct work *w = work_begin(db, options->app, clock_now(), options->service);
    work_enter(w, &(struct work_cause){.branch = "", .correlation = "", .traceparent = traceparent});
    work_note_transaction(w);
    return w;
}

/* ST_OK: it was committed. The server may not have noticed yet that its client is gone. */
static enum status outcome(struct db *db, const char *transaction)
{
    for (int tries = 0; tries < OUTCOME_TRIES; tries++) {
        auto_rows rows = {0};
        bool told = ready(db) && db_run(db, &ask_outcome, DB_PARAMS(transaction), &rows) == ST_OK;
        if (told && strcmp(rows_text(&rows, 0, 0), "in progress") != 0)
            return strcmp(rows_text(&rows, 0, 0), "committed") == 0 ? ST_OK : ST_RETRY;
        g_usleep(OUTCOME_PAUSE_US);
    }
    return ST_RETRY;
}

/* Of a reading that leaves its trace in the audit: it has no number from the beginning. */
static enum status ask_transaction(struct work *w, struct rows *out)
{
    enum status st = work_open(w);
    return st == ST_OK ? db_run(work_db(w), &own_transaction, DB_NO_PARAMS, out) : st;
}

/* A COMMIT whose answer was lost may have had its effect. Done again blindly, the command would find its own change and
 * tell the person that somebody else had been faster; so the server is asked what became of it. */
static enum status commit(struct work *w)
{
    struct db *db = work_db(w);
    auto_rows rows = {0};
    const char *transaction = work_transaction(w);
    if (!*transaction) {
        enum status asked = ask_transaction(w, &rows);
        if (asked != ST_OK)
            return asked;
        transaction = rows_text(&rows, 0, 0);
    }
    enum status st = work_commit(w);
    if (st == ST_OK)
        news_tell();
    if (st != ST_RETRY || db_alive(db))
        return st;
    st = outcome(db, transaction);
    work_rollback(w);
    return st;
}

const struct http_works http_works_database = {
    .open = open_one,
    .ready = ready,
    .close = db_close,
    .begin = begin,
    .read_only = work_read_only,
    .failure = work_failure,
    .emit = emit_json_take,
    .commit = commit,
    .rollback = work_rollback,
    .free = work_free,
};
