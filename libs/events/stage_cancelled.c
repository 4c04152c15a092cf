#include "stage_cancelled.h"

static const struct field fields[] = {
    FIELD(stage_cancelled, appeal_id, FIELD_UUID, FIELD_REQUIRED),
    FIELD(stage_cancelled, stage_id, FIELD_UUID, FIELD_REQUIRED),
    FIELD(stage_cancelled, cycle_no, FIELD_INT, FIELD_REQUIRED),
    FIELD(stage_cancelled, version, FIELD_INT, FIELD_REQUIRED),
    FIELD(stage_cancelled, reason, FIELD_TEXT, FIELD_REQUIRED),
    FIELD(stage_cancelled, at, FIELD_TIME, FIELD_REQUIRED),
};

const struct event_type stage_cancelled_event = {"stage.cancelled", "otklik.routing.v1",
                                                 RECORD(stage_cancelled, fields)};
