#include "stage_completed.h"

static const struct field fields[] = {
    FIELD(stage_completed, appeal_id, FIELD_UUID, FIELD_REQUIRED),
    FIELD(stage_completed, stage_id, FIELD_UUID, FIELD_REQUIRED),
    FIELD(stage_completed, cycle_no, FIELD_INT, FIELD_REQUIRED),
    FIELD(stage_completed, version, FIELD_INT, FIELD_REQUIRED),
    FIELD(stage_completed, role, FIELD_TEXT, FIELD_REQUIRED),
    FIELD(stage_completed, department_id, FIELD_UUID, FIELD_REQUIRED),
    FIELD(stage_completed, department_name, FIELD_TEXT, 0),
    FIELD(stage_completed, employee_id, FIELD_UUID, 0),
    FIELD(stage_completed, employee_name, FIELD_TEXT, 0),
    FIELD(stage_completed, entered_at, FIELD_TIME, 0),
    FIELD(stage_completed, due_at, FIELD_TIME, 0),
    FIELD(stage_completed, done_at, FIELD_TIME, FIELD_REQUIRED),
    FIELD(stage_completed, result, FIELD_TEXT, 0),
};

const struct event_type stage_completed_event = {"stage.completed", "otklik.routing.v1",
                                                 RECORD(stage_completed, fields)};
