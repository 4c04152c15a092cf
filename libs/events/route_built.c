#include "route_built.h"

static const struct field fields[] = {
    FIELD(route_built, appeal_id, FIELD_UUID, FIELD_REQUIRED), FIELD(route_built, cycle_no, FIELD_INT, FIELD_REQUIRED),
    FIELD(route_built, version, FIELD_INT, FIELD_REQUIRED),    FIELD(route_built, number, FIELD_TEXT, 0),
    FIELD(route_built, stages, FIELD_JSON, FIELD_REQUIRED),    FIELD(route_built, at, FIELD_TIME, FIELD_REQUIRED),
};

const struct event_type route_built_event = {"route.built", "otklik.routing.v1", RECORD(route_built, fields)};
