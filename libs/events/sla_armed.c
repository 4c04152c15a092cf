#include "sla_armed.h"

static const struct field fields[] = {
    FIELD(sla_armed, appeal_id, FIELD_UUID, FIELD_REQUIRED),
    FIELD(sla_armed, deadline_id, FIELD_UUID, FIELD_REQUIRED),
    FIELD(sla_armed, object, FIELD_TEXT, FIELD_REQUIRED),
    FIELD(sla_armed, stage_id, FIELD_UUID, 0),
    FIELD(sla_armed, cycle_no, FIELD_INT, FIELD_REQUIRED),
    FIELD(sla_armed, rule_code, FIELD_TEXT, FIELD_REQUIRED),
    FIELD(sla_armed, provisional, FIELD_BOOL, 0),
    FIELD(sla_armed, legal_due_date, FIELD_DATE, 0),
    FIELD(sla_armed, legal_due_at, FIELD_TIME, 0),
    FIELD(sla_armed, control_due_date, FIELD_DATE, 0),
    FIELD(sla_armed, due_at, FIELD_TIME, FIELD_REQUIRED),
    FIELD(sla_armed, explanation_ru, FIELD_TEXT, 0),
    FIELD(sla_armed, explanation_en, FIELD_TEXT, 0),
    FIELD(sla_armed, negative_reserve, FIELD_BOOL, 0),
};

const struct event_type sla_armed_event = {"sla.armed", "otklik.sla-timer.v1", RECORD(sla_armed, fields)};
