/* route.completed: All working stages of the cycle are done. Published by routing. */
#ifndef OTKLIK_ROUTE_COMPLETED_H
#define OTKLIK_ROUTE_COMPLETED_H

#include "event.h"

struct route_completed {
    char *appeal_id;
    int64_t cycle_no;
    int64_t version;
    char *result;
    char *justified;
    char *completed_by;
    bool automatic;
    instant at;
};

extern const struct event_type route_completed_event;

#endif
