#include "sla_escalated.h"

static const struct field fields[] = {
    FIELD(sla_escalated, appeal_id, FIELD_UUID, FIELD_REQUIRED),
    FIELD(sla_escalated, deadline_id, FIELD_UUID, FIELD_REQUIRED),
    FIELD(sla_escalated, object, FIELD_TEXT, FIELD_REQUIRED),
    FIELD(sla_escalated, stage_id, FIELD_UUID, 0),
    FIELD(sla_escalated, cycle_no, FIELD_INT, FIELD_REQUIRED),
    FIELD(sla_escalated, number, FIELD_TEXT, 0),
    FIELD(sla_escalated, branch, FIELD_TEXT, 0),
    FIELD(sla_escalated, level, FIELD_INT, FIELD_REQUIRED),
    FIELD(sla_escalated, to_role, FIELD_TEXT, 0),
    FIELD(sla_escalated, due_at, FIELD_TIME, FIELD_REQUIRED),
    FIELD(sla_escalated, at, FIELD_TIME, FIELD_REQUIRED),
    FIELD(sla_escalated, department_id, FIELD_UUID, 0),
    FIELD(sla_escalated, employee_id, FIELD_UUID, 0),
    FIELD(sla_escalated, head_id, FIELD_UUID, 0),
    FIELD(sla_escalated, excluded, FIELD_JSON, 0),
};

const struct event_type sla_escalated_event = {"sla.escalated", "otklik.sla-timer.v1", RECORD(sla_escalated, fields)};
