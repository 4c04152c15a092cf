#include "stage_assigned.h"

static const struct field fields[] = {
    FIELD(stage_assigned, appeal_id, FIELD_UUID, FIELD_REQUIRED),
    FIELD(stage_assigned, stage_id, FIELD_UUID, FIELD_REQUIRED),
    FIELD(stage_assigned, cycle_no, FIELD_INT, FIELD_REQUIRED),
    FIELD(stage_assigned, version, FIELD_INT, FIELD_REQUIRED),
    FIELD(stage_assigned, department_id, FIELD_UUID, FIELD_REQUIRED),
    FIELD(stage_assigned, department_name, FIELD_TEXT, 0),
    FIELD(stage_assigned, employee_id, FIELD_UUID, FIELD_REQUIRED),
    FIELD(stage_assigned, employee_name, FIELD_TEXT, 0),
    FIELD(stage_assigned, how, FIELD_TEXT, FIELD_REQUIRED),
    FIELD(stage_assigned, assigned_at, FIELD_TIME, FIELD_REQUIRED),
    FIELD(stage_assigned, assigned_by, FIELD_UUID, 0),
    FIELD(stage_assigned, number, FIELD_TEXT, 0),
};

const struct event_type stage_assigned_event = {"stage.assigned", "otklik.routing.v1", RECORD(stage_assigned, fields)};
