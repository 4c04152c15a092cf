#include "store/tables.h"

static const struct field columns[] = {
    FIELD(timer, id, FIELD_UUID, FIELD_REQUIRED),
    FIELD(timer, deadline_id, FIELD_UUID, FIELD_REQUIRED),
    FIELD(timer, generation, FIELD_INT, FIELD_REQUIRED),
    FIELD(timer, due_at, FIELD_TIME, FIELD_REQUIRED),
};

const struct table timer_table = {
    .name = "sla_timer.timer",
    .record = RECORD(timer, columns),
    .key = "id",
    .append_only = true,
};

enum { DUE, DELETE, NEXT, LATE, CLOCK };

const struct statement timer_statements[TIMER_STATEMENTS] = {
    /* The lower bound keeps the walk off the dead entries that fired timers leave in the index. */
    [DUE] = {"timers_due", "SELECT id, deadline_id, generation, due_at\n"
                           "FROM sla_timer.timer\n"
                           "WHERE due_at >= $1::timestamptz AND due_at <= $2::timestamptz\n"
                           "ORDER BY due_at, id\n"
                           "LIMIT 1000\n"
                           "FOR UPDATE SKIP LOCKED"},
    [DELETE] = {"timers_delete", "DELETE FROM sla_timer.timer\n"
                                 "WHERE id = ANY($1::uuid[])"},
    [NEXT] = {"timers_next", "SELECT due_at\n"
                             "FROM sla_timer.timer\n"
                             "WHERE due_at >= $1::timestamptz\n"
                             "ORDER BY due_at, id\n"
                             "LIMIT 1"},
    [LATE] = {"timers_late", "SELECT count(*)\n"
                             "FROM (SELECT FROM sla_timer.timer\n"
                             "      WHERE due_at <= $1::timestamptz\n"
                             "      LIMIT 100000) AS late"},
    [CLOCK] = {"timers_clock", "SELECT clock_timestamp()"},
};

enum status timers_due(struct db *db, instant low, instant now, struct rows *out)
{
    char from[INSTANT_TEXT_SIZE], to[INSTANT_TEXT_SIZE];
    return db_run(db, &timer_statements[DUE], DB_PARAMS(instant_format(low, from), instant_format(now, to)), out);
}

enum status timers_delete(struct db *db, const char *ids)
{
    return db_run(db, &timer_statements[DELETE], DB_PARAMS(ids), NULL);
}

enum status timers_next(struct db *db, instant low, instant *out_due)
{
    auto_rows rows = {0};
    char from[INSTANT_TEXT_SIZE];
    enum status st = db_run(db, &timer_statements[NEXT], DB_PARAMS(instant_format(low, from)), &rows);
    if (st == ST_OK)
        *out_due = rows_count(&rows) ? rows_time(&rows, 0, 0) : 0;
    return st;
}

enum status timers_late(struct db *db, instant now, int64_t *out_count)
{
    auto_rows rows = {0};
    char to[INSTANT_TEXT_SIZE];
    enum status st = db_run(db, &timer_statements[LATE], DB_PARAMS(instant_format(now, to)), &rows);
    if (st == ST_OK)
        *out_count = rows_int(&rows, 0, 0);
    return st;
}

enum status timers_clock(struct db *db, instant *out_now)
{
    auto_rows rows = {0};
    enum status st = db_run(db, &timer_statements[CLOCK], DB_NO_PARAMS, &rows);
    if (st == ST_OK)
        *out_now = rows_time(&rows, 0, 0);
    return st;
}
