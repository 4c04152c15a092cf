#include "sla_cleared.h"

static const struct field fields[] = {
    FIELD(sla_cleared, appeal_id, FIELD_UUID, FIELD_REQUIRED),
    FIELD(sla_cleared, deadline_id, FIELD_UUID, FIELD_REQUIRED),
    FIELD(sla_cleared, object, FIELD_TEXT, FIELD_REQUIRED),
    FIELD(sla_cleared, stage_id, FIELD_UUID, 0),
    FIELD(sla_cleared, cycle_no, FIELD_INT, FIELD_REQUIRED),
    FIELD(sla_cleared, reason, FIELD_TEXT, FIELD_REQUIRED),
    FIELD(sla_cleared, at, FIELD_TIME, FIELD_REQUIRED),
};

const struct event_type sla_cleared_event = {"sla.cleared", "otklik.sla-timer.v1", RECORD(sla_cleared, fields)};
