#include "appeal_registered.h"

static const struct field fields[] = {
    FIELD(appeal_registered, appeal_id, FIELD_UUID, FIELD_REQUIRED),
    FIELD(appeal_registered, version, FIELD_INT, FIELD_REQUIRED),
    FIELD(appeal_registered, number, FIELD_TEXT, FIELD_REQUIRED),
    FIELD(appeal_registered, branch, FIELD_TEXT, FIELD_REQUIRED),
    FIELD(appeal_registered, channel, FIELD_TEXT, FIELD_REQUIRED),
    FIELD(appeal_registered, client_id, FIELD_UUID, 0),
    FIELD(appeal_registered, client_kind, FIELD_TEXT, 0),
    FIELD(appeal_registered, service, FIELD_TEXT, 0),
    FIELD(appeal_registered, type_code, FIELD_TEXT, FIELD_REQUIRED),
    FIELD(appeal_registered, received_at, FIELD_TIME, FIELD_REQUIRED),
    FIELD(appeal_registered, registered_at, FIELD_TIME, FIELD_REQUIRED),
    FIELD(appeal_registered, registered_by, FIELD_UUID, 0),
    FIELD(appeal_registered, confidential, FIELD_BOOL, 0),
    FIELD(appeal_registered, excluded, FIELD_JSON, 0),
};

const struct event_type appeal_registered_event = {"appeal.registered", "otklik.intake.v1",
                                                   RECORD(appeal_registered, fields)};
