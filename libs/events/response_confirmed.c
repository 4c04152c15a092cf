#include "response_confirmed.h"

static const struct field fields[] = {
    FIELD(response_confirmed, response_id, FIELD_UUID, FIELD_REQUIRED),
    FIELD(response_confirmed, at, FIELD_TIME, FIELD_REQUIRED),
    FIELD(response_confirmed, confirmation_id, FIELD_TEXT, 0),
};

const struct event_type response_confirmed_event = {"response.confirmed", "in.confirmations.v1",
                                                    RECORD(response_confirmed, fields)};
