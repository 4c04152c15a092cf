#include "appeal_cancelled.h"

static const struct field fields[] = {
    FIELD(appeal_cancelled, appeal_id, FIELD_UUID, FIELD_REQUIRED),
    FIELD(appeal_cancelled, version, FIELD_INT, FIELD_REQUIRED),
    FIELD(appeal_cancelled, cycle_no, FIELD_INT, FIELD_REQUIRED),
    FIELD(appeal_cancelled, branch, FIELD_TEXT, FIELD_REQUIRED),
    FIELD(appeal_cancelled, reason, FIELD_TEXT, FIELD_REQUIRED),
    FIELD(appeal_cancelled, by, FIELD_UUID, 0),
    FIELD(appeal_cancelled, at, FIELD_TIME, FIELD_REQUIRED),
};

const struct event_type appeal_cancelled_event = {"appeal.cancelled", "otklik.intake.v1",
                                                  RECORD(appeal_cancelled, fields)};
