#include "stage_returned.h"

static const struct field fields[] = {
    FIELD(stage_returned, appeal_id, FIELD_UUID, FIELD_REQUIRED),
    FIELD(stage_returned, stage_id, FIELD_UUID, FIELD_REQUIRED),
    FIELD(stage_returned, to_stage_id, FIELD_UUID, FIELD_REQUIRED),
    FIELD(stage_returned, cycle_no, FIELD_INT, FIELD_REQUIRED),
    FIELD(stage_returned, version, FIELD_INT, FIELD_REQUIRED),
    FIELD(stage_returned, reason, FIELD_TEXT, FIELD_REQUIRED),
    FIELD(stage_returned, returned_by, FIELD_UUID, 0),
    FIELD(stage_returned, at, FIELD_TIME, FIELD_REQUIRED),
};

const struct event_type stage_returned_event = {"stage.returned", "otklik.routing.v1", RECORD(stage_returned, fields)};
