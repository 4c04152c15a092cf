#include "platform_jobs.h"

#include "metrics.h"

#include <malloc.h>

#define MAINTAIN_MS (3600 * 1000)
#define WATCH_MS (60 * 1000)
#define SPARE_BYTES (1 << 20) /* what the heap may keep for the next burst */

METRIC_GAUGE(held, "otklik_db_held_transactions",
             "How many transactions ago the oldest one began that is still running: it holds back the vacuum.", NULL);

METRIC_GAUGE(dead, "otklik_dead_letters_open", "Dead letters that wait for a person, counted up to 10,000.", NULL);

enum { PARTITIONS, WATCH };

static const struct statement statements[] = {
    [PARTITIONS] = {"platform_partitions", "SELECT maintain_month_partitions()"},
    [WATCH] = {"platform_watch", "SELECT pg_snapshot_xmax(seen)::text::bigint - pg_snapshot_xmin(seen)::text::bigint,\n"
                                 "       (SELECT count(*)\n"
                                 "        FROM (SELECT FROM dead_letter WHERE state = 'open' LIMIT 10000) AS few)\n"
                                 "FROM pg_current_snapshot() AS seen"},
};

/* Growing tables get their coming months. */
static enum status maintain(struct work *w)
{
    enum status status = db_run(work_db(w), &statements[PARTITIONS], DB_NO_PARAMS, NULL);
    return status == ST_OK ? ST_NOT_FOUND : status;
}

static enum status watch(struct work *w)
{
    auto_rows rows = {0};

    malloc_trim(SPARE_BYTES);
    enum status status = db_run(work_db(w), &statements[WATCH], DB_NO_PARAMS, &rows);
    if (status != ST_OK)
        return status;
    metric_set(&held, NULL, rows_int(&rows, 0, 0));
    metric_set(&dead, NULL, rows_int(&rows, 0, 1));
    return ST_NOT_FOUND;
}

const struct job platform_jobs[] = {
    {"maintain", MAINTAIN_MS, maintain, true},
    {"watch", WATCH_MS, watch, false},
    {0},
};

const struct store platform_store = {NULL, statements, sizeof statements / sizeof *statements};
