#include "appeal_access_changed.h"

static const struct field fields[] = {
    FIELD(appeal_access_changed, appeal_id, FIELD_UUID, FIELD_REQUIRED),
    FIELD(appeal_access_changed, version, FIELD_INT, FIELD_REQUIRED),
    FIELD(appeal_access_changed, confidential, FIELD_BOOL, 0),
    FIELD(appeal_access_changed, excluded, FIELD_JSON, 0),
};

const struct event_type appeal_access_changed_event = {"appeal.access_changed", "otklik.intake.v1",
                                                       RECORD(appeal_access_changed, fields)};
