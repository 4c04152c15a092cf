#include "clock.h"
#include "http_idempotency.h"
#include "http_pool.h"
#include "http_private.h"
#include "http_send.h"
#include "metrics.h"

METRIC_COUNTER(retries, "otklik_http_retries_total", "Commands run again because the world was at fault.", NULL);

#define TRIES 3
#define PAUSE_US 20000

/* The handler's own word, with what it could not know: a load that failed, faults it gathered and did not look at. */
static enum status run_handler(struct work *w, struct request *rq, struct answer *out)
{
    enum status st = rq->route->handle(w, rq, out);
    enum status failure = rq->private->server->options.works->failure(w);
    if (failure != ST_OK)
        return failure;
    return st == ST_OK && rq->faults.count ? ST_INVALID : st;
}

static enum status run_once_only(struct work *w, struct request *rq, struct answer *out)
{
    enum status st = http_idempotency_begin(w, rq, out);
    if (st != ST_OK)
        return st;
    st = run_handler(w, rq, out);
    return st == ST_OK ? http_idempotency_end(w, rq, out) : st;
}

static enum status run_and_commit(struct work *w, struct request *rq, struct answer *out)
{
    const struct http_options *options = &rq->private->server->options;
    const struct http_works *works = options->works;
    unsigned flags = rq->route->flags;
    enum status st = flags & ROUTE_CREATES ? run_once_only(w, rq, out) : run_handler(w, rq, out);
    if (st == ST_OK)
        http_audit_answered(w, rq);
    bool commits = st == ST_OK && (!(flags & ROUTE_READ) || flags & ROUTE_AUDITED);
    if (commits)
        st = works->commit(w);
    if (commits && st == ST_OK && options->committed)
        options->committed(options->owner);
    if (!commits || st != ST_OK)
        works->rollback(w);
    return st;
}

static enum status try_once(struct request *rq, struct answer *out)
{
    struct http_server *server = rq->private->server;
    struct db *db = http_pool_take(server->pool);
    if (!db)
        return ST_RETRY;
    enum status st = ST_RETRY;
    struct work *w = server->options.works->begin(db, &server->options, rq->private->traceparent);
    if (w && rq->route->flags & ROUTE_READ && server->options.works->read_only)
        server->options.works->read_only(w);
    if (w)
        st = run_and_commit(w, rq, out);
    server->options.works->free(w);
    http_pool_give(server->pool, db);
    return st;
}

static void forget_try(struct request *rq, struct answer *out)
{
    answer_release(out);
    rq->private->audited = false;
    faults_release(&rq->faults);
    faults_init(&rq->faults);
    metric_add(&retries, NULL, 1);
    g_usleep(PAUSE_US);
}

/* A lost race for a unique key, too: the second try finds the winner's row, the year's first number of a branch for
 * one. */
static bool worth_a_try(const struct request *rq, enum status st)
{
    return st == ST_RETRY || (st == ST_DUPLICATE && !rq->private->replayed);
}

void http_command(struct request *rq, struct answer *out)
{
    enum status st = try_once(rq, out);
    for (int tries = 1; worth_a_try(rq, st) && tries < TRIES; tries++) {
        forget_try(rq, out);
        st = try_once(rq, out);
    }
    if (st == ST_OK || rq->private->replayed)
        return;
    answer_of_status(st, rq, out);
    if (rq->person && (st == ST_FORBIDDEN || (st == ST_NOT_FOUND && rq->private->param_count)))
        http_audit_refused(rq, out->problem_code);
}
