#include "response_signed.h"

static const struct field fields[] = {
    FIELD(response_signed, appeal_id, FIELD_UUID, FIELD_REQUIRED),
    FIELD(response_signed, response_id, FIELD_UUID, FIELD_REQUIRED),
    FIELD(response_signed, cycle_no, FIELD_INT, FIELD_REQUIRED),
    FIELD(response_signed, version, FIELD_INT, FIELD_REQUIRED),
    FIELD(response_signed, kind, FIELD_TEXT, FIELD_REQUIRED),
    FIELD(response_signed, result, FIELD_TEXT, 0),
    FIELD(response_signed, template, FIELD_TEXT, 0),
    FIELD(response_signed, subject, FIELD_TEXT, FIELD_PERSONAL),
    FIELD(response_signed, body, FIELD_TEXT, FIELD_PERSONAL),
    FIELD(response_signed, signer_id, FIELD_UUID, 0),
    FIELD(response_signed, signer_name, FIELD_TEXT, 0),
    FIELD(response_signed, signed_at, FIELD_TIME, FIELD_REQUIRED),
    FIELD(response_signed, sign_kind, FIELD_TEXT, FIELD_REQUIRED),
};

const struct event_type response_signed_event = {"response.signed", "otklik.routing.v1",
                                                 RECORD(response_signed, fields)};
