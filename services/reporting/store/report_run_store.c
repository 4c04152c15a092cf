#include "report/report_run.h"

static const struct field report_run_fields[] = {
    FIELD(report_run, id, FIELD_UUID, 0),           FIELD(report_run, code, FIELD_TEXT, 0),
    FIELD(report_run, params, FIELD_JSON, 0),       FIELD(report_run, language, FIELD_TEXT, 0),
    FIELD(report_run, requested_by, FIELD_UUID, 0), FIELD(report_run, requested_by_name, FIELD_TEXT, 0),
    FIELD(report_run, branches, FIELD_JSON, 0),     FIELD(report_run, confidential, FIELD_BOOL, 0),
    FIELD(report_run, people, FIELD_JSON, 0),       FIELD(report_run, state, FIELD_TEXT, 0),
    FIELD(report_run, attempts, FIELD_INT, 0),      FIELD(report_run, rows_done, FIELD_INT, 0),
    FIELD(report_run, rows_total, FIELD_INT, 0),    FIELD(report_run, error, FIELD_TEXT, 0),
    FIELD(report_run, file_name, FIELD_TEXT, 0),    FIELD(report_run, file_size_bytes, FIELD_INT, 0),
    FIELD(report_run, requested_at, FIELD_TIME, 0), FIELD(report_run, started_at, FIELD_TIME, 0),
    FIELD(report_run, finished_at, FIELD_TIME, 0),  FIELD(report_run, expires_at, FIELD_TIME, 0),
};

const struct table report_run_table = {
    .name = "reporting.report_run", .record = RECORD(report_run, report_run_fields), .key = "id"};

/* A run belongs to the session that holds the lock of its id: when the process dies, the lock is gone and another one
 * takes the run up again. */
const struct statement run_statements[] = {
    [RUN_CANDIDATES] = {"run_candidates", "SELECT id\n"
                                          "FROM reporting.report_run\n"
                                          "WHERE state IN ('queued', 'running')\n"
                                          "ORDER BY id\n"
                                          "LIMIT 20"},
    [RUN_LOCK] = {"run_lock", "SELECT pg_try_advisory_lock(hashtextextended('otklik report ' || $1::text, 0))"},
    [RUN_UNLOCK] = {"run_unlock", "SELECT pg_advisory_unlock(hashtextextended('otklik report ' || $1::text, 0))"},
    [RUN_TAKE] = {"run_take", "UPDATE reporting.report_run\n"
                              "SET attempts = attempts + 1,\n"
                              "    state = CASE WHEN attempts < $3::bigint THEN 'running' ELSE 'failed' END,\n"
                              "    error = CASE WHEN attempts < $3::bigint THEN NULL ELSE 'report_interrupted' END,\n"
                              "    rows_done = 0,\n"
                              "    started_at = $2::timestamptz,\n"
                              "    finished_at = CASE WHEN attempts < $3::bigint THEN NULL ELSE $2::timestamptz END\n"
                              "WHERE id = $1::uuid\n"
                              "  AND state IN ('queued', 'running')\n"
                              "RETURNING state"},
    [RUN_PROGRESS] = {"run_progress", "UPDATE reporting.report_run\n"
                                      "SET rows_done = $2::bigint,\n"
                                      "    rows_total = $3::bigint\n"
                                      "WHERE id = $1::uuid\n"
                                      "RETURNING id"},
    [RUN_RELEASE] = {"run_release", "UPDATE reporting.report_run\n"
                                    "SET state = 'queued',\n"
                                    "    attempts = attempts - 1\n"
                                    "WHERE id = $1::uuid\n"
                                    "  AND state = 'running'"},
    [RUN_DONE] = {"run_done", "UPDATE reporting.report_run\n"
                              "SET state = 'done',\n"
                              "    rows_done = rows_total,\n"
                              "    finished_at = $2::timestamptz,\n"
                              "    file_name = $3::text,\n"
                              "    file_size_bytes = $4::bigint,\n"
                              "    expires_at = $5::timestamptz\n"
                              "WHERE id = $1::uuid\n"
                              "RETURNING id"},
    [RUN_FAILED] = {"run_failed", "UPDATE reporting.report_run\n"
                                  "SET state = 'failed',\n"
                                  "    finished_at = $2::timestamptz,\n"
                                  "    error = $3::text,\n"
                                  "    expires_at = $4::timestamptz\n"
                                  "WHERE id = $1::uuid"},
    [RUN_PAGE] = {"run_page", "SELECT id\n"
                              "FROM reporting.report_run\n"
                              "WHERE requested_by = $1::uuid\n"
                              "  AND ($2::uuid IS NULL OR id < $2::uuid)\n"
                              "ORDER BY id DESC\n"
                              "LIMIT $3::bigint"},
    [RUN_EXPIRED] = {"run_expired", "SELECT id\n"
                                    "FROM reporting.report_run\n"
                                    "WHERE expires_at < $1::timestamptz\n"
                                    "ORDER BY expires_at\n"
                                    "LIMIT 100"},
};

char *report_run_path(const char *folder, const char *id)
{
    return g_strdup_printf("%s/%s.xlsx", folder, id);
}
