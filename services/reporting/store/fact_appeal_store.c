#include "facts.h"

static const struct field fact_appeal_fields[] = {
    FIELD(fact_appeal, appeal_id, FIELD_UUID, 0),       FIELD(fact_appeal, version, FIELD_INT, 0),
    FIELD(fact_appeal, number, FIELD_TEXT, 0),          FIELD(fact_appeal, branch, FIELD_TEXT, 0),
    FIELD(fact_appeal, source, FIELD_TEXT, 0),          FIELD(fact_appeal, channel, FIELD_TEXT, 0),
    FIELD(fact_appeal, client_kind, FIELD_TEXT, 0),     FIELD(fact_appeal, service, FIELD_TEXT, 0),
    FIELD(fact_appeal, category, FIELD_TEXT, 0),        FIELD(fact_appeal, type_code, FIELD_TEXT, 0),
    FIELD(fact_appeal, type_ru, FIELD_TEXT, 0),         FIELD(fact_appeal, type_en, FIELD_TEXT, 0),
    FIELD(fact_appeal, confidential, FIELD_BOOL, 0),    FIELD(fact_appeal, state, FIELD_TEXT, 0),
    FIELD(fact_appeal, state_version, FIELD_INT, 0),    FIELD(fact_appeal, cycle_no, FIELD_INT, 0),
    FIELD(fact_appeal, received_at, FIELD_TIME, 0),     FIELD(fact_appeal, registered_at, FIELD_TIME, 0),
    FIELD(fact_appeal, sent_at, FIELD_TIME, 0),         FIELD(fact_appeal, answered_at, FIELD_TIME, 0),
    FIELD(fact_appeal, closed_at, FIELD_TIME, 0),       FIELD(fact_appeal, late, FIELD_BOOL, 0),
    FIELD(fact_appeal, answered_by_way, FIELD_TEXT, 0), FIELD(fact_appeal, result, FIELD_TEXT, 0),
    FIELD(fact_appeal, justified, FIELD_TEXT, 0),       FIELD(fact_appeal, due_at, FIELD_TIME, 0),
    FIELD(fact_appeal, legal_due_at, FIELD_TIME, 0),    FIELD(fact_appeal, due_cycle, FIELD_INT, 0),
    FIELD(fact_appeal, due_final, FIELD_BOOL, 0),       FIELD(fact_appeal, department_id, FIELD_UUID, 0),
    FIELD(fact_appeal, department_name, FIELD_TEXT, 0), FIELD(fact_appeal, employee_id, FIELD_UUID, 0),
    FIELD(fact_appeal, employee_name, FIELD_TEXT, 0),   FIELD(fact_appeal, held_since, FIELD_TIME, 0),
    FIELD(fact_appeal, returns, FIELD_INT, 0),          FIELD(fact_appeal, returns_version, FIELD_INT, 0),
    FIELD(fact_appeal, excluded, FIELD_IDS, 0),
};

const struct table fact_appeal_table = {.name = "reporting.fact_appeal",
                                        .record = RECORD(fact_appeal, fact_appeal_fields),
                                        .key = "appeal_id",
                                        .locked = true,
                                        .monthly = true};
