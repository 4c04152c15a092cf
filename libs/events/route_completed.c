#include "route_completed.h"

static const struct field fields[] = {
    FIELD(route_completed, appeal_id, FIELD_UUID, FIELD_REQUIRED),
    FIELD(route_completed, cycle_no, FIELD_INT, FIELD_REQUIRED),
    FIELD(route_completed, version, FIELD_INT, FIELD_REQUIRED),
    FIELD(route_completed, result, FIELD_TEXT, FIELD_REQUIRED),
    FIELD(route_completed, justified, FIELD_TEXT, 0),
    FIELD(route_completed, completed_by, FIELD_UUID, 0),
    FIELD(route_completed, automatic, FIELD_BOOL, 0),
    FIELD(route_completed, at, FIELD_TIME, FIELD_REQUIRED),
};

const struct event_type route_completed_event = {"route.completed", "otklik.routing.v1",
                                                 RECORD(route_completed, fields)};
