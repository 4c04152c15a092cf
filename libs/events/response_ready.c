#include "response_ready.h"

static const struct field fields[] = {
    FIELD(response_ready, appeal_id, FIELD_UUID, FIELD_REQUIRED),
    FIELD(response_ready, response_id, FIELD_UUID, FIELD_REQUIRED),
    FIELD(response_ready, number, FIELD_TEXT, FIELD_REQUIRED),
    FIELD(response_ready, external_id, FIELD_TEXT, 0),
    FIELD(response_ready, source, FIELD_TEXT, 0),
    FIELD(response_ready, url, FIELD_TEXT, FIELD_REQUIRED),
    FIELD(response_ready, at, FIELD_TIME, FIELD_REQUIRED),
};

const struct event_type response_ready_event = {"response.ready", "otklik.appeal-events.v1",
                                                RECORD(response_ready, fields)};
