#include "appeal_received.h"

static const struct field fields[] = {
    FIELD(appeal_received, appeal_id, FIELD_UUID, FIELD_REQUIRED),
    FIELD(appeal_received, version, FIELD_INT, FIELD_REQUIRED),
    FIELD(appeal_received, number, FIELD_TEXT, FIELD_REQUIRED),
    FIELD(appeal_received, branch, FIELD_TEXT, FIELD_REQUIRED),
    FIELD(appeal_received, source, FIELD_TEXT, 0),
    FIELD(appeal_received, external_id, FIELD_TEXT, 0),
    FIELD(appeal_received, channel, FIELD_TEXT, FIELD_REQUIRED),
    FIELD(appeal_received, client_kind, FIELD_TEXT, 0),
    FIELD(appeal_received, service, FIELD_TEXT, 0),
    FIELD(appeal_received, type_code, FIELD_TEXT, 0),
    FIELD(appeal_received, account, FIELD_TEXT, 0),
    FIELD(appeal_received, contract, FIELD_TEXT, 0),
    FIELD(appeal_received, applicant, FIELD_JSON, FIELD_PERSONAL),
    FIELD(appeal_received, text, FIELD_TEXT, FIELD_PERSONAL),
    FIELD(appeal_received, fields, FIELD_JSON, FIELD_PERSONAL),
    FIELD(appeal_received, files, FIELD_JSON, 0),
    FIELD(appeal_received, response_channels, FIELD_JSON, 0),
    FIELD(appeal_received, language, FIELD_TEXT, 0),
    FIELD(appeal_received, received_at, FIELD_TIME, FIELD_REQUIRED),
    FIELD(appeal_received, trusted, FIELD_BOOL, 0),
    FIELD(appeal_received, letter_id, FIELD_UUID, 0),
    FIELD(appeal_received, rules, FIELD_JSON, 0),
    FIELD(appeal_received, confidential, FIELD_BOOL, 0),
    FIELD(appeal_received, excluded, FIELD_JSON, 0),
};

const struct event_type appeal_received_event = {"appeal.received", "otklik.intake.v1",
                                                 RECORD(appeal_received, fields)};
