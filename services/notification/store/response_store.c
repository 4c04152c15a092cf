#include "store/tables.h"

static const struct field columns[] = {
    FIELD(response, id, FIELD_UUID, 0),
    FIELD(response, appeal_id, FIELD_UUID, 0),
    FIELD(response, cycle_no, FIELD_INT, 0),
    FIELD(response, number, FIELD_TEXT, 0),
    FIELD(response, branch, FIELD_TEXT, 0),
    FIELD(response, type_code, FIELD_TEXT, 0),
    FIELD(response, client_id, FIELD_UUID, 0),
    FIELD(response, client_name, FIELD_TEXT, FIELD_PERSONAL),
    FIELD(response, applicant, FIELD_JSON, FIELD_PERSONAL),
    FIELD(response, subject, FIELD_TEXT, FIELD_PERSONAL),
    FIELD(response, body, FIELD_TEXT, FIELD_PERSONAL),
    FIELD(response, result, FIELD_TEXT, 0),
    FIELD(response, signer_id, FIELD_UUID, 0),
    FIELD(response, signer_name, FIELD_TEXT, 0),
    FIELD(response, signed_at, FIELD_TIME, 0),
    FIELD(response, language, FIELD_TEXT, 0),
    FIELD(response, out_number, FIELD_TEXT, 0),
    FIELD(response, received_at, FIELD_TIME, 0),
    FIELD(response, source, FIELD_TEXT, 0),
    FIELD(response, external_id, FIELD_TEXT, 0),
    FIELD(response, confidential, FIELD_BOOL, 0),
    FIELD(response, excluded, FIELD_IDS, 0),
};

const struct table response_table = {.name = "notification.response",
                                     .record = RECORD(response, columns),
                                     .key = "id",
                                     .append_only = true,
                                     .monthly = true,
                                     .elder = "appeal_id"};
