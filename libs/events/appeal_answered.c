#include "appeal_answered.h"

static const struct field fields[] = {
    FIELD(appeal_answered, appeal_id, FIELD_UUID, FIELD_REQUIRED),
    FIELD(appeal_answered, version, FIELD_INT, FIELD_REQUIRED),
    FIELD(appeal_answered, cycle_no, FIELD_INT, FIELD_REQUIRED),
    FIELD(appeal_answered, branch, FIELD_TEXT, FIELD_REQUIRED),
    FIELD(appeal_answered, type_code, FIELD_TEXT, 0),
    FIELD(appeal_answered, answered_at, FIELD_TIME, FIELD_REQUIRED),
    FIELD(appeal_answered, channel, FIELD_TEXT, FIELD_REQUIRED),
    FIELD(appeal_answered, overdue, FIELD_BOOL, 0),
    FIELD(appeal_answered, due_at, FIELD_TIME, 0),
};

const struct event_type appeal_answered_event = {"appeal.answered", "otklik.intake.v1",
                                                 RECORD(appeal_answered, fields)};
