#include "sla_approaching.h"

static const struct field fields[] = {
    FIELD(sla_approaching, appeal_id, FIELD_UUID, FIELD_REQUIRED),
    FIELD(sla_approaching, deadline_id, FIELD_UUID, FIELD_REQUIRED),
    FIELD(sla_approaching, object, FIELD_TEXT, FIELD_REQUIRED),
    FIELD(sla_approaching, stage_id, FIELD_UUID, 0),
    FIELD(sla_approaching, cycle_no, FIELD_INT, FIELD_REQUIRED),
    FIELD(sla_approaching, number, FIELD_TEXT, 0),
    FIELD(sla_approaching, branch, FIELD_TEXT, 0),
    FIELD(sla_approaching, due_at, FIELD_TIME, FIELD_REQUIRED),
    FIELD(sla_approaching, threshold, FIELD_TEXT, FIELD_REQUIRED),
    FIELD(sla_approaching, at, FIELD_TIME, FIELD_REQUIRED),
    FIELD(sla_approaching, department_id, FIELD_UUID, 0),
    FIELD(sla_approaching, employee_id, FIELD_UUID, 0),
    FIELD(sla_approaching, head_id, FIELD_UUID, 0),
    FIELD(sla_approaching, excluded, FIELD_JSON, 0),
    FIELD(sla_approaching, notify, FIELD_JSON, 0),
};

const struct event_type sla_approaching_event = {"sla.approaching", "otklik.sla-timer.v1",
                                                 RECORD(sla_approaching, fields)};
