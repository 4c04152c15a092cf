#include "store/tables.h"

static const struct field columns[] = {
    FIELD(deadline_row, id, FIELD_UUID, FIELD_REQUIRED),
    FIELD(deadline_row, appeal_id, FIELD_UUID, FIELD_REQUIRED),
    FIELD(deadline_row, object, FIELD_TEXT, FIELD_REQUIRED),
    FIELD(deadline_row, stage_id, FIELD_UUID, 0),
    FIELD(deadline_row, cycle_no, FIELD_INT, FIELD_REQUIRED),
    FIELD(deadline_row, number, FIELD_TEXT, FIELD_REQUIRED),
    FIELD(deadline_row, branch, FIELD_TEXT, FIELD_REQUIRED),
    FIELD(deadline_row, rule_code, FIELD_TEXT, FIELD_REQUIRED),
    FIELD(deadline_row, state, FIELD_TEXT, FIELD_REQUIRED),
    FIELD(deadline_row, provisional, FIELD_BOOL, FIELD_REQUIRED),
    FIELD(deadline_row, legal_due_date, FIELD_DATE, 0),
    FIELD(deadline_row, legal_due_at, FIELD_TIME, 0),
    FIELD(deadline_row, control_due_date, FIELD_DATE, 0),
    FIELD(deadline_row, due_at, FIELD_TIME, FIELD_REQUIRED),
    FIELD(deadline_row, explanation_ru, FIELD_TEXT, FIELD_REQUIRED),
    FIELD(deadline_row, explanation_en, FIELD_TEXT, FIELD_REQUIRED),
    FIELD(deadline_row, negative_reserve, FIELD_BOOL, FIELD_REQUIRED),
    FIELD(deadline_row, generation, FIELD_INT, FIELD_REQUIRED),
    FIELD(deadline_row, fired, FIELD_INT, FIELD_REQUIRED),
    FIELD(deadline_row, thresholds, FIELD_JSON, FIELD_REQUIRED),
    FIELD(deadline_row, inputs, FIELD_JSON, FIELD_REQUIRED),
    FIELD(deadline_row, rulebook, FIELD_INT, FIELD_REQUIRED),
    FIELD(deadline_row, department_id, FIELD_UUID, 0),
    FIELD(deadline_row, employee_id, FIELD_UUID, 0),
    FIELD(deadline_row, head_id, FIELD_UUID, 0),
    FIELD(deadline_row, armed_at, FIELD_TIME, FIELD_REQUIRED),
    FIELD(deadline_row, ended_at, FIELD_TIME, 0),
    FIELD(deadline_row, end_reason, FIELD_TEXT, 0),
    FIELD(deadline_row, excluded, FIELD_IDS, 0),
    FIELD(deadline_row, ends_role, FIELD_TEXT, 0),
    FIELD(deadline_row, notify, FIELD_JSON, 0),
};

const struct table deadline_table = {
    .name = "sla_timer.deadline",
    .record = RECORD(deadline_row, columns),
    .key = "id",
    .locked = true,
};

enum { LOCK, ADVANCE, OUTDATED };

const struct statement deadline_statements[DEADLINE_STATEMENTS] = {
    /* Columns of the table in order; what firing does not need is not fetched. */
    [LOCK] = {"deadlines_lock",
              "SELECT id, appeal_id, object, stage_id, cycle_no, number, branch, '' AS rule_code, state,\n"
              "       false AS provisional, NULL::date, NULL::timestamptz, NULL::date, due_at,\n"
              "       '' AS explanation_ru, '' AS explanation_en, negative_reserve, generation, fired,\n"
              "       thresholds, NULL::jsonb, 0::bigint, department_id, employee_id, head_id, armed_at,\n"
              "       NULL::timestamptz, NULL::text, excluded, NULL::text, notify\n"
              "FROM sla_timer.deadline\n"
              "WHERE id = ANY($1::uuid[])\n"
              "FOR UPDATE SKIP LOCKED"},
    [ADVANCE] = {"deadlines_advance", "UPDATE sla_timer.deadline\n"
                                      "SET state = new.state, fired = new.fired\n"
                                      "FROM unnest($1::uuid[], $2::text[], $3::bigint[]) AS new (id, state, fired)\n"
                                      "WHERE deadline.id = new.id"},
    [OUTDATED] = {"deadlines_outdated",
                  "SELECT id, appeal_id\n"
                  "FROM sla_timer.deadline\n"
                  "WHERE provisional AND state = 'armed' AND object IN ('answer', 'registration')\n"
                  "  AND rulebook < $1::bigint\n"
                  "ORDER BY appeal_id, id\n"
                  "LIMIT 200"},
};

enum status deadlines_lock(struct db *db, const char *ids, struct rows *out)
{
    return db_run(db, &deadline_statements[LOCK], DB_PARAMS(ids), out);
}

enum status deadlines_advance(struct db *db, const char *ids, const char *states, const char *fired)
{
    return db_run(db, &deadline_statements[ADVANCE], DB_PARAMS(ids, states, fired), NULL);
}

enum status deadlines_outdated(struct db *db, int64_t rulebook, struct rows *out)
{
    g_autofree char *version = g_strdup_printf("%" G_GINT64_FORMAT, rulebook);
    return db_run(db, &deadline_statements[OUTDATED], DB_PARAMS(version), out);
}
