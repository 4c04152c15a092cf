#include "facts.h"

static const struct field fact_stage_fields[] = {
    FIELD(fact_stage, stage_id, FIELD_UUID, 0),
    FIELD(fact_stage, appeal_id, FIELD_UUID, 0),
    FIELD(fact_stage, version, FIELD_INT, 0),
    FIELD(fact_stage, cycle_no, FIELD_INT, 0),
    FIELD(fact_stage, seq, FIELD_INT, 0),
    FIELD(fact_stage, role, FIELD_TEXT, 0),
    FIELD(fact_stage, state, FIELD_TEXT, 0),
    FIELD(fact_stage, branch, FIELD_TEXT, 0),
    FIELD(fact_stage, department_id, FIELD_UUID, 0),
    FIELD(fact_stage, department_name, FIELD_TEXT, 0),
    FIELD(fact_stage, employee_id, FIELD_UUID, 0),
    FIELD(fact_stage, employee_name, FIELD_TEXT, 0),
    FIELD(fact_stage, entered_at, FIELD_TIME, 0),
    FIELD(fact_stage, assigned_at, FIELD_TIME, 0),
    FIELD(fact_stage, due_at, FIELD_TIME, 0),
    FIELD(fact_stage, done_at, FIELD_TIME, 0),
    FIELD(fact_stage, result, FIELD_TEXT, 0),
    FIELD(fact_stage, returns, FIELD_INT, 0),
    FIELD(fact_stage, returns_version, FIELD_INT, 0),
};

const struct table fact_stage_table = {.name = "reporting.fact_stage",
                                       .record = RECORD(fact_stage, fact_stage_fields),
                                       .key = "stage_id",
                                       .locked = true,
                                       .monthly = true};
