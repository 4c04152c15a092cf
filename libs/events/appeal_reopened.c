#include "appeal_reopened.h"

static const struct field fields[] = {
    FIELD(appeal_reopened, appeal_id, FIELD_UUID, FIELD_REQUIRED),
    FIELD(appeal_reopened, version, FIELD_INT, FIELD_REQUIRED),
    FIELD(appeal_reopened, cycle_no, FIELD_INT, FIELD_REQUIRED),
    FIELD(appeal_reopened, branch, FIELD_TEXT, FIELD_REQUIRED),
    FIELD(appeal_reopened, reason, FIELD_TEXT, FIELD_REQUIRED),
    FIELD(appeal_reopened, by, FIELD_UUID, 0),
    FIELD(appeal_reopened, at, FIELD_TIME, FIELD_REQUIRED),
};

const struct event_type appeal_reopened_event = {"appeal.reopened", "otklik.intake.v1",
                                                 RECORD(appeal_reopened, fields)};
