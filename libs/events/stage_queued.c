#include "stage_queued.h"

static const struct field fields[] = {
    FIELD(stage_queued, appeal_id, FIELD_UUID, FIELD_REQUIRED),
    FIELD(stage_queued, stage_id, FIELD_UUID, FIELD_REQUIRED),
    FIELD(stage_queued, cycle_no, FIELD_INT, FIELD_REQUIRED),
    FIELD(stage_queued, version, FIELD_INT, FIELD_REQUIRED),
    FIELD(stage_queued, number, FIELD_TEXT, 0),
    FIELD(stage_queued, branch, FIELD_TEXT, FIELD_REQUIRED),
    FIELD(stage_queued, type_code, FIELD_TEXT, 0),
    FIELD(stage_queued, seq, FIELD_INT, FIELD_REQUIRED),
    FIELD(stage_queued, role, FIELD_TEXT, FIELD_REQUIRED),
    FIELD(stage_queued, department_id, FIELD_UUID, FIELD_REQUIRED),
    FIELD(stage_queued, department_code, FIELD_TEXT, 0),
    FIELD(stage_queued, department_name, FIELD_TEXT, 0),
    FIELD(stage_queued, head_id, FIELD_UUID, 0),
    FIELD(stage_queued, calendar, FIELD_TEXT, 0),
    FIELD(stage_queued, mode, FIELD_TEXT, 0),
    FIELD(stage_queued, entered_at, FIELD_TIME, FIELD_REQUIRED),
    FIELD(stage_queued, period_n, FIELD_INT, FIELD_REQUIRED),
    FIELD(stage_queued, period_unit, FIELD_TEXT, FIELD_REQUIRED),
    FIELD(stage_queued, later_periods, FIELD_JSON, 0),
    FIELD(stage_queued, last, FIELD_BOOL, 0),
};

const struct event_type stage_queued_event = {"stage.queued", "otklik.routing.v1", RECORD(stage_queued, fields)};
