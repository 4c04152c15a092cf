#include "route_failed.h"

static const struct field fields[] = {
    FIELD(route_failed, appeal_id, FIELD_UUID, FIELD_REQUIRED),
    FIELD(route_failed, cycle_no, FIELD_INT, FIELD_REQUIRED),
    FIELD(route_failed, version, FIELD_INT, FIELD_REQUIRED),
    FIELD(route_failed, branch, FIELD_TEXT, FIELD_REQUIRED),
    FIELD(route_failed, excluded, FIELD_JSON, 0),
    FIELD(route_failed, role, FIELD_TEXT, FIELD_REQUIRED),
    FIELD(route_failed, type_code, FIELD_TEXT, 0),
    FIELD(route_failed, reason, FIELD_TEXT, FIELD_REQUIRED),
    FIELD(route_failed, at, FIELD_TIME, FIELD_REQUIRED),
};

const struct event_type route_failed_event = {"route.failed", "otklik.routing.v1", RECORD(route_failed, fields)};
