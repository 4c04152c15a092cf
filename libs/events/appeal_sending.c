#include "appeal_sending.h"

static const struct field fields[] = {
    FIELD(appeal_sending, appeal_id, FIELD_UUID, FIELD_REQUIRED),
    FIELD(appeal_sending, version, FIELD_INT, FIELD_REQUIRED),
    FIELD(appeal_sending, cycle_no, FIELD_INT, FIELD_REQUIRED),
    FIELD(appeal_sending, number, FIELD_TEXT, FIELD_REQUIRED),
    FIELD(appeal_sending, branch, FIELD_TEXT, FIELD_REQUIRED),
    FIELD(appeal_sending, type_code, FIELD_TEXT, FIELD_REQUIRED),
    FIELD(appeal_sending, response_id, FIELD_UUID, FIELD_REQUIRED),
    FIELD(appeal_sending, channels, FIELD_JSON, FIELD_REQUIRED),
    FIELD(appeal_sending, client_id, FIELD_UUID, 0),
    FIELD(appeal_sending, client_name, FIELD_TEXT, FIELD_PERSONAL),
    FIELD(appeal_sending, applicant, FIELD_JSON, FIELD_PERSONAL),
    FIELD(appeal_sending, subject, FIELD_TEXT, FIELD_PERSONAL),
    FIELD(appeal_sending, body, FIELD_TEXT, FIELD_PERSONAL),
    FIELD(appeal_sending, result, FIELD_TEXT, 0),
    FIELD(appeal_sending, signer_id, FIELD_UUID, 0),
    FIELD(appeal_sending, signer_name, FIELD_TEXT, 0),
    FIELD(appeal_sending, signed_at, FIELD_TIME, FIELD_REQUIRED),
    FIELD(appeal_sending, language, FIELD_TEXT, 0),
    FIELD(appeal_sending, out_number, FIELD_TEXT, 0),
    FIELD(appeal_sending, received_at, FIELD_TIME, 0),
    FIELD(appeal_sending, source, FIELD_TEXT, 0),
    FIELD(appeal_sending, external_id, FIELD_TEXT, 0),
    FIELD(appeal_sending, confidential, FIELD_BOOL, 0),
    FIELD(appeal_sending, excluded, FIELD_JSON, 0),
};

const struct event_type appeal_sending_event = {"appeal.sending", "otklik.intake.v1", RECORD(appeal_sending, fields)};
