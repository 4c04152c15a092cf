/* route.built: The stages of a cycle are known. Published by routing. */
#ifndef OTKLIK_ROUTE_BUILT_H
#define OTKLIK_ROUTE_BUILT_H

#include "event.h"

struct route_built {
    char *appeal_id;
    int64_t cycle_no;
    int64_t version;
    char *number;
    json_t *stages;
    instant at;
};

extern const struct event_type route_built_event;

#endif
