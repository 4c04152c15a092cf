#include "appeal_refused.h"

static const struct field fields[] = {
    FIELD(appeal_refused, external_id, FIELD_TEXT, FIELD_REQUIRED),
    FIELD(appeal_refused, source, FIELD_TEXT, 0),
    FIELD(appeal_refused, faults, FIELD_JSON, FIELD_REQUIRED),
};

const struct event_type appeal_refused_event = {"appeal.refused", "otklik.appeal-replies.v1",
                                                RECORD(appeal_refused, fields)};
