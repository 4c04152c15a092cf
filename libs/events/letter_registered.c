#include "letter_registered.h"

static const struct field fields[] = {
    FIELD(letter_registered, letter_id, FIELD_UUID, FIELD_REQUIRED),
    FIELD(letter_registered, number, FIELD_TEXT, FIELD_REQUIRED),
    FIELD(letter_registered, direction, FIELD_TEXT, FIELD_REQUIRED),
    FIELD(letter_registered, branch, FIELD_TEXT, FIELD_REQUIRED),
    FIELD(letter_registered, registered_at, FIELD_TIME, FIELD_REQUIRED),
    FIELD(letter_registered, received_on, FIELD_DATE, 0),
    FIELD(letter_registered, correspondent, FIELD_TEXT, FIELD_PERSONAL),
    FIELD(letter_registered, is_appeal, FIELD_BOOL, 0),
    FIELD(letter_registered, type_code, FIELD_TEXT, 0),
    FIELD(letter_registered, client_kind, FIELD_TEXT, 0),
    FIELD(letter_registered, client_id, FIELD_UUID, 0),
    FIELD(letter_registered, account, FIELD_TEXT, 0),
    FIELD(letter_registered, text, FIELD_TEXT, FIELD_PERSONAL),
    FIELD(letter_registered, applicant, FIELD_JSON, FIELD_PERSONAL),
    FIELD(letter_registered, fields, FIELD_JSON, FIELD_PERSONAL),
    FIELD(letter_registered, response_channels, FIELD_JSON, 0),
    FIELD(letter_registered, files, FIELD_JSON, 0),
    FIELD(letter_registered, registered_by, FIELD_UUID, 0),
};

const struct event_type letter_registered_event = {"letter.registered", "otklik.archive.v1",
                                                   RECORD(letter_registered, fields)};
