#include "appeal_accepted.h"

static const struct field fields[] = {
    FIELD(appeal_accepted, appeal_id, FIELD_UUID, FIELD_REQUIRED),
    FIELD(appeal_accepted, number, FIELD_TEXT, FIELD_REQUIRED),
    FIELD(appeal_accepted, external_id, FIELD_TEXT, FIELD_REQUIRED),
    FIELD(appeal_accepted, source, FIELD_TEXT, 0),
    FIELD(appeal_accepted, state, FIELD_TEXT, FIELD_REQUIRED),
    FIELD(appeal_accepted, due, FIELD_DATE, 0),
    FIELD(appeal_accepted, duplicate, FIELD_BOOL, 0),
    FIELD(appeal_accepted, conflict, FIELD_BOOL, 0),
    FIELD(appeal_accepted, faults, FIELD_JSON, FIELD_REQUIRED),
};

const struct event_type appeal_accepted_event = {"appeal.accepted", "otklik.appeal-replies.v1",
                                                 RECORD(appeal_accepted, fields)};
