#include "jobs.h"

#include "log.h"
#include "metrics.h"
#include "news.h"
#include "platform_jobs.h"
#include "work_private.h"

#include <stdatomic.h>

METRIC_HISTOGRAM(duration, "otklik_job_seconds", "Runs of periodic jobs, by job.", "job");
METRIC_COUNTER(failures, "otklik_job_failures_total", "Runs of periodic jobs that failed, by job.", "job");

#define FIRST_MS 5000 /* a rare job runs soon after the start, however often the service is restarted */
/* How long one that waits for news believes that there is none: time, and other instances, make work as well. */
#define QUIET_MS 5000
#define REST_MS 30000 /* a rarer job keeps no connection between its runs */

struct runner {
    struct jobs *jobs;
    const struct job *job;
    struct db *db;
    uint64_t seen; /* news_count before the last run */
    bool leading;  /* holds the advisory lock of an exclusive job */
    GThread *thread;
};

struct jobs {
    const struct service *service;
    const char *conninfo;
    struct relay *relay;
    void *app;
    GPtrArray *runners;
    GMutex lock;
    GCond stop;
    atomic_bool stopping; /* set under lock */
};

static const struct statement try_lead = {"job_try_lead", "SELECT pg_try_advisory_lock(hashtext($1::text))"};

static _Thread_local struct jobs *own_jobs;

bool job_must_end(void)
{
    if (!own_jobs)
        return false;
    g_mutex_lock(&own_jobs->lock);
    bool stopping = own_jobs->stopping;
    g_mutex_unlock(&own_jobs->lock);
    return stopping;
}

/* True once per `ms` unless the service stops before. */
static bool wait_ms(struct jobs *jobs, int64_t ms)
{
    gint64 until = g_get_monotonic_time() + ms * 1000;

    g_mutex_lock(&jobs->lock);
    while (!jobs->stopping && g_cond_wait_until(&jobs->stop, &jobs->lock, until))
        ;
    bool go_on = !jobs->stopping;
    g_mutex_unlock(&jobs->lock);
    return go_on;
}

/* The job's own pace; one that waits for news then waits on while there is none. False: the service stops. */
static bool wait_turn(struct runner *r, int64_t ms)
{
    if (!wait_ms(r->jobs, ms))
        return false;
    if (r->job->upon_news && r->seen && ms < QUIET_MS)
        news_wait(r->seen, (QUIET_MS - ms) * 1000);
    r->seen = news_count();
    return wait_ms(r->jobs, 0);
}

/* The lock lives as long as the session: another instance takes over when this one's connection ends. */
static bool lead(struct runner *r)
{
    auto_rows rows = {0};
    g_autofree char *name = g_strdup_printf("otklik-%s-%s", r->jobs->service->name, r->job->name);

    if (!r->job->exclusive || r->leading)
        return true;
    if (db_run(r->db, &try_lead, DB_PARAMS(name), &rows) == ST_OK)
        r->leading = rows_bool(&rows, 0, 0);
    return r->leading;
}

static enum status run_once(struct runner *r)
{
    int64_t start = clock_monotonic_us();
    struct work *w = work_begin(r->db, r->jobs->app, clock_now(), r->jobs->service->name);
    enum status status = work_open(w);

    work_watch_stop(w, &r->jobs->stopping);
    work_enter(w, &(struct work_cause){0});
    if (status == ST_OK)
        status = r->job->run(w);
    if (work_failure(w) != ST_OK)
        status = work_failure(w);
    enum status saved = status == ST_OK || status == ST_NOT_FOUND ? work_commit(w) : ST_OK;
    if (saved == ST_OK && work_emits(w))
        relay_wake(r->jobs->relay);
    if (saved == ST_OK && status == ST_OK)
        news_tell();
    work_free(w);
    metric_observe_us(&duration, r->job->name, clock_monotonic_us() - start);
    return saved == ST_OK ? status : saved;
}

static void run_or_recover(struct runner *r)
{
    enum status status = ST_OK;
    bool owed = false; /* the effects of the last run are not recorded yet */

    while (owed || (status == ST_OK && lead(r) && wait_ms(r->jobs, 0))) {
        status = run_once(r);
        bool committed = status == ST_OK || status == ST_NOT_FOUND;
        owed = committed && r->job->after && r->job->after(r->jobs->app, r->db);
    }
    if (status != ST_OK && status != ST_NOT_FOUND)
        metric_add(&failures, r->job->name, 1);
    if (!db_alive(r->db)) {
        r->leading = false;
        if (db_reconnect(r->db) != ST_OK)
            log_debug("job waits for the database", LOG_TEXT("job", r->job->name));
    } else if (status != ST_OK && status != ST_NOT_FOUND && status != ST_RETRY) {
        log_error("job failed", LOG_TEXT("job", r->job->name), LOG_TEXT("status", status_name(status)),
                  LOG_TEXT("error", db_error(r->db)));
    }
}

static void rest(struct runner *r)
{
    if (r->job->every_ms < REST_MS)
        return;
    db_close(r->db);
    r->db = NULL;
    r->leading = false;
}

static void *run(void *arg)
{
    struct runner *r = arg;
    int64_t soon = MIN(r->job->every_ms, FIRST_MS);

    own_jobs = r->jobs;
    for (int64_t wait = soon; wait_turn(r, wait);) {
        if (r->job->awaited && !r->job->awaited(r->jobs->app))
            continue;
        if (!r->db)
            r->db = db_open(r->jobs->conninfo, r->job->name, USEC_PER_SEC);
        wait = r->db ? r->job->every_ms : soon;
        if (r->db)
            run_or_recover(r);
        rest(r);
    }
    db_close(r->db);
    return NULL;
}

static void add_runners(struct jobs *jobs, const struct job *list)
{
    for (const struct job *job = list; job && job->name; job++) {
        struct runner *runner = g_new0(struct runner, 1);
        runner->jobs = jobs;
        runner->job = job;
        g_ptr_array_add(jobs->runners, runner);
        runner->thread = g_thread_new(job->name, run, runner);
    }
}

struct jobs *jobs_start(const struct service *service, const char *conninfo, struct relay *relay, void *app)
{
    struct jobs *jobs = g_new0(struct jobs, 1);

    jobs->service = service;
    jobs->conninfo = conninfo;
    jobs->relay = relay;
    jobs->app = app;
    jobs->runners = g_ptr_array_new_with_free_func(g_free);
    add_runners(jobs, platform_jobs);
    add_runners(jobs, service->jobs);
    return jobs;
}

void jobs_stop(struct jobs *jobs)
{
    if (!jobs)
        return;
    g_mutex_lock(&jobs->lock);
    jobs->stopping = true;
    g_cond_broadcast(&jobs->stop);
    g_mutex_unlock(&jobs->lock);
    news_tell();
    for (guint i = 0; i < jobs->runners->len; i++)
        g_thread_join(((struct runner *)jobs->runners->pdata[i])->thread);
    g_ptr_array_free(jobs->runners, TRUE);
    g_free(jobs);
}
