#include "routing.h"
#include "statements.h"

static const struct field stage_fields[] = {
    FIELD(stage, id, FIELD_UUID, 0),
    FIELD(stage, version, FIELD_INT, 0),
    FIELD(stage, appeal_id, FIELD_UUID, 0),
    FIELD(stage, cycle_no, FIELD_INT, 0),
    FIELD(stage, seq, FIELD_INT, 0),
    FIELD(stage, grp, FIELD_TEXT, 0),
    FIELD(stage, join_all, FIELD_BOOL, 0),
    FIELD(stage, role, FIELD_TEXT, 0),
    FIELD(stage, action, FIELD_TEXT, 0),
    FIELD(stage, automatic, FIELD_TEXT, 0),
    FIELD(stage, cond, FIELD_TEXT, 0),
    FIELD(stage, results, FIELD_JSON, 0),
    FIELD(stage, is_last, FIELD_BOOL, 0),
    FIELD(stage, state, FIELD_TEXT, 0),
    FIELD(stage, number, FIELD_TEXT, 0),
    FIELD(stage, branch, FIELD_TEXT, 0),
    FIELD(stage, type_code, FIELD_TEXT, 0),
    FIELD(stage, priority, FIELD_INT, 0),
    FIELD(stage, confidential, FIELD_BOOL, 0),
    FIELD(stage, department, FIELD_UUID, 0),
    FIELD(stage, department_name, FIELD_TEXT, 0),
    FIELD(stage, mode, FIELD_TEXT, 0),
    FIELD(stage, holder, FIELD_UUID, 0),
    FIELD(stage, holder_name, FIELD_TEXT, 0),
    FIELD(stage, first_holder, FIELD_UUID, 0),
    FIELD(stage, how, FIELD_TEXT, 0),
    FIELD(stage, period_n, FIELD_INT, 0),
    FIELD(stage, period_unit, FIELD_TEXT, 0),
    FIELD(stage, entered_at, FIELD_TIME, 0),
    FIELD(stage, taken_at, FIELD_TIME, 0),
    FIELD(stage, due_at, FIELD_TIME, 0),
    FIELD(stage, done_at, FIELD_TIME, 0),
    FIELD(stage, result, FIELD_TEXT, 0),
    FIELD(stage, comment, FIELD_TEXT, 0),
    FIELD(stage, return_reason, FIELD_TEXT, 0),
    FIELD(stage, returns, FIELD_INT, 0),
};

const struct table stage_table = {
    .name = "routing.stage", .record = RECORD(stage, stage_fields), .key = "id", .monthly = true, .elder = "appeal_id"};

#define STAGE_LINE                                                                                                     \
    "s.id, s.appeal_id, s.number, s.branch, s.type_code, s.role, s.action, s.state, s.priority, s.department,\n"       \
    "       s.department_name, s.mode, s.holder, s.holder_name, s.entered_at, s.due_at, s.version, s.returns,\n"       \
    "       c.type_ru, c.client_name, c.due_at AS answer_due_at, left(c.subject, 160) AS title, s.results"

/* Far in the future: stages whose due time is not known yet come last. */
#define NO_DUE "'9999-01-01T00:00:00Z'::timestamptz"

const struct statement stage_statements[] = {
    /* The stage is locked, too: only then is its state read anew when another took it since this statement began. */
    [STAGE_NEXT] = {"stage_next", "SELECT s.id\n"
                                  "FROM routing.stage AS s\n"
                                  "JOIN routing.case_file AS c ON c.id = s.appeal_id\n"
                                  "WHERE s.department = $1::uuid\n"
                                  "  AND s.state = 'QUEUED'\n"
                                  "  AND s.mode = 'POOL'\n"
                                  "  AND NOT (c.excluded && $2::uuid[])\n"
                                  "ORDER BY s.priority, s.due_at, s.id\n"
                                  "LIMIT 1\n"
                                  "FOR UPDATE OF c, s SKIP LOCKED"},
    [STAGE_CASE] = {"stage_case", "SELECT c.id\n"
                                  "FROM routing.case_file AS c\n"
                                  "WHERE c.id = (SELECT s.appeal_id FROM routing.stage AS s WHERE s.id = $1::uuid)\n"
                                  "FOR UPDATE"},
    [RESPONSE_CASE] = {"response_case",
                       "SELECT c.id\n"
                       "FROM routing.case_file AS c\n"
                       "WHERE c.id = (SELECT r.appeal_id FROM routing.response AS r WHERE r.id = $1::uuid)\n"
                       "FOR UPDATE"},
    [WORKLIST_MINE] = {"worklist_mine", "SELECT " STAGE_LINE "\n"
                                        "FROM routing.stage AS s\n"
                                        "JOIN routing.case_file AS c ON c.id = s.appeal_id\n"
                                        "WHERE s.holder = $1::uuid\n"
                                        "  AND s.state = 'ASSIGNED'\n"
                                        "  AND NOT (c.excluded && $5::uuid[])\n"
                                        "  AND (coalesce(s.due_at, " NO_DUE "), s.id)\n"
                                        "      > (coalesce($2::timestamptz, '-infinity'), coalesce($3::uuid, "
                                        "'00000000-0000-0000-0000-000000000000'))\n"
                                        "ORDER BY coalesce(s.due_at, " NO_DUE "), s.id\n"
                                        "LIMIT $4::bigint"},
    [WORKLIST_QUEUE] = {"worklist_queue", "SELECT " STAGE_LINE "\n"
                                          "FROM routing.stage AS s\n"
                                          "JOIN routing.case_file AS c ON c.id = s.appeal_id\n"
                                          "WHERE s.department = $1::uuid\n"
                                          "  AND s.state = 'QUEUED'\n"
                                          "  AND s.mode = $6::text\n"
                                          "  AND NOT (c.excluded && $5::uuid[])\n"
                                          "  AND (coalesce(s.due_at, " NO_DUE "), s.id)\n"
                                          "      > (coalesce($2::timestamptz, '-infinity'), coalesce($3::uuid, "
                                          "'00000000-0000-0000-0000-000000000000'))\n"
                                          "ORDER BY coalesce(s.due_at, " NO_DUE "), s.id\n"
                                          "LIMIT $4::bigint"},
    [WORKLIST_SIGN] = {"worklist_sign", "SELECT " STAGE_LINE "\n"
                                        "FROM routing.stage AS s\n"
                                        "JOIN routing.case_file AS c ON c.id = s.appeal_id\n"
                                        "WHERE s.department = $1::uuid\n"
                                        "  AND s.state IN ('QUEUED', 'ASSIGNED')\n"
                                        "  AND s.action = 'sign_response'\n"
                                        "  AND NOT (c.excluded && $5::uuid[])\n"
                                        "  AND (coalesce(s.due_at, " NO_DUE "), s.id)\n"
                                        "      > (coalesce($2::timestamptz, '-infinity'), coalesce($3::uuid, "
                                        "'00000000-0000-0000-0000-000000000000'))\n"
                                        "ORDER BY coalesce(s.due_at, " NO_DUE "), s.id\n"
                                        "LIMIT $4::bigint"},
    [DEPARTMENT_LOAD] = {"department_load",
                         "SELECT e.id, e.short_name, count(s.id), count(s.id) FILTER (WHERE s.due_at < now())\n"
                         "FROM routing.employee AS e\n"
                         "LEFT JOIN routing.stage AS s ON s.holder = e.id AND s.state = 'ASSIGNED'\n"
                         "WHERE e.department_id = $1::uuid\n"
                         "  AND e.active\n"
                         "GROUP BY e.id, e.short_name\n"
                         "ORDER BY e.short_name, e.id"},
    [HOLDER_CASES] = {"holder_cases", "SELECT DISTINCT appeal_id\n"
                                      "FROM routing.stage\n"
                                      "WHERE holder = $1::uuid\n"
                                      "  AND state = 'ASSIGNED'\n"
                                      "ORDER BY appeal_id"},
    [UNROUTED] = {"unrouted", "SELECT id, number, branch, type_code, trouble, trouble_role, received_at\n"
                              "FROM routing.case_file\n"
                              "WHERE state = 'FAILED'\n"
                              "  AND (branch = ANY($1::text[]) OR '*' = ANY($1::text[]))\n"
                              "  AND NOT (excluded && $3::uuid[])\n"
                              "ORDER BY received_at, id\n"
                              "LIMIT $2::bigint"},
};
