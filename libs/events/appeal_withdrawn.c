#include "appeal_withdrawn.h"

static const struct field fields[] = {
    FIELD(appeal_withdrawn, appeal_id, FIELD_UUID, FIELD_REQUIRED),
    FIELD(appeal_withdrawn, version, FIELD_INT, FIELD_REQUIRED),
    FIELD(appeal_withdrawn, cycle_no, FIELD_INT, FIELD_REQUIRED),
    FIELD(appeal_withdrawn, branch, FIELD_TEXT, FIELD_REQUIRED),
    FIELD(appeal_withdrawn, reason, FIELD_TEXT, 0),
    FIELD(appeal_withdrawn, by, FIELD_UUID, 0),
    FIELD(appeal_withdrawn, at, FIELD_TIME, FIELD_REQUIRED),
};

const struct event_type appeal_withdrawn_event = {"appeal.withdrawn", "otklik.intake.v1",
                                                  RECORD(appeal_withdrawn, fields)};
