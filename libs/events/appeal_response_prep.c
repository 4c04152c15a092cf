#include "appeal_response_prep.h"

static const struct field fields[] = {
    FIELD(appeal_response_prep, appeal_id, FIELD_UUID, FIELD_REQUIRED),
    FIELD(appeal_response_prep, version, FIELD_INT, FIELD_REQUIRED),
    FIELD(appeal_response_prep, cycle_no, FIELD_INT, FIELD_REQUIRED),
    FIELD(appeal_response_prep, result, FIELD_TEXT, 0),
    FIELD(appeal_response_prep, justified, FIELD_TEXT, 0),
};

const struct event_type appeal_response_prep_event = {"appeal.response_prep", "otklik.intake.v1",
                                                      RECORD(appeal_response_prep, fields)};
