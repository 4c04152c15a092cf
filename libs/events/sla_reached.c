#include "sla_reached.h"

static const struct field fields[] = {
    FIELD(sla_reached, appeal_id, FIELD_UUID, FIELD_REQUIRED),
    FIELD(sla_reached, deadline_id, FIELD_UUID, FIELD_REQUIRED),
    FIELD(sla_reached, object, FIELD_TEXT, FIELD_REQUIRED),
    FIELD(sla_reached, stage_id, FIELD_UUID, 0),
    FIELD(sla_reached, cycle_no, FIELD_INT, FIELD_REQUIRED),
    FIELD(sla_reached, number, FIELD_TEXT, 0),
    FIELD(sla_reached, branch, FIELD_TEXT, 0),
    FIELD(sla_reached, due_at, FIELD_TIME, FIELD_REQUIRED),
    FIELD(sla_reached, at, FIELD_TIME, FIELD_REQUIRED),
    FIELD(sla_reached, department_id, FIELD_UUID, 0),
    FIELD(sla_reached, employee_id, FIELD_UUID, 0),
    FIELD(sla_reached, head_id, FIELD_UUID, 0),
    FIELD(sla_reached, excluded, FIELD_JSON, 0),
    FIELD(sla_reached, notify, FIELD_JSON, 0),
};

const struct event_type sla_reached_event = {"sla.reached", "otklik.sla-timer.v1", RECORD(sla_reached, fields)};
