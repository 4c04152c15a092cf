#include "appeal_closed.h"

static const struct field fields[] = {
    FIELD(appeal_closed, appeal_id, FIELD_UUID, FIELD_REQUIRED),
    FIELD(appeal_closed, version, FIELD_INT, FIELD_REQUIRED),
    FIELD(appeal_closed, cycle_no, FIELD_INT, FIELD_REQUIRED),
    FIELD(appeal_closed, branch, FIELD_TEXT, FIELD_REQUIRED),
    FIELD(appeal_closed, closed_at, FIELD_TIME, FIELD_REQUIRED),
    FIELD(appeal_closed, result, FIELD_TEXT, 0),
};

const struct event_type appeal_closed_event = {"appeal.closed", "otklik.intake.v1", RECORD(appeal_closed, fields)};
