#include "routing.h"

static const struct field response_fields[] = {
    FIELD(response, id, FIELD_UUID, 0),
    FIELD(response, appeal_id, FIELD_UUID, 0),
    FIELD(response, version, FIELD_INT, 0),
    FIELD(response, cycle_no, FIELD_INT, 0),
    FIELD(response, kind, FIELD_TEXT, 0),
    FIELD(response, state, FIELD_TEXT, 0),
    FIELD(response, result, FIELD_TEXT, 0),
    FIELD(response, template, FIELD_TEXT, 0),
    FIELD(response, subject, FIELD_TEXT, FIELD_PERSONAL),
    FIELD(response, body, FIELD_TEXT, FIELD_PERSONAL),
    FIELD(response, drafted_by, FIELD_UUID, 0),
    FIELD(response, drafted_at, FIELD_TIME, 0),
    FIELD(response, approved_by, FIELD_UUID, 0),
    FIELD(response, approved_at, FIELD_TIME, 0),
    FIELD(response, signer_id, FIELD_UUID, 0),
    FIELD(response, signer_name, FIELD_TEXT, 0),
    FIELD(response, signed_at, FIELD_TIME, 0),
    FIELD(response, sign_kind, FIELD_TEXT, 0),
    FIELD(response, return_reason, FIELD_TEXT, 0),
};

const struct table response_table = {
    .name = "routing.response", .record = RECORD(response, response_fields), .key = "id"};
