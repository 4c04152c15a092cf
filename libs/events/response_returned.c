#include "response_returned.h"

static const struct field fields[] = {
    FIELD(response_returned, appeal_id, FIELD_UUID, FIELD_REQUIRED),
    FIELD(response_returned, response_id, FIELD_UUID, FIELD_REQUIRED),
    FIELD(response_returned, cycle_no, FIELD_INT, FIELD_REQUIRED),
    FIELD(response_returned, version, FIELD_INT, FIELD_REQUIRED),
    FIELD(response_returned, reason, FIELD_TEXT, FIELD_REQUIRED),
    FIELD(response_returned, returned_by, FIELD_UUID, 0),
    FIELD(response_returned, at, FIELD_TIME, FIELD_REQUIRED),
};

const struct event_type response_returned_event = {"response.returned", "otklik.routing.v1",
                                                   RECORD(response_returned, fields)};
