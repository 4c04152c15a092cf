#include "db.h"
#include "http_private.h"
#include "work_private.h"

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
    return w;
}

const struct http_works http_works_database = {
    .open = open_one,
    .ready = ready,
    .close = db_close,
    .begin = begin,
    .read_only = work_read_only,
    .failure = work_failure,
    .emit = emit_json_take,
    .commit = work_commit,
    .rollback = work_rollback,
    .free = work_free,
};
