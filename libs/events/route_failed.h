/* route.failed: A role has no department here; the administrator has to bind it. Published by routing. */
#ifndef OTKLIK_ROUTE_FAILED_H
#define OTKLIK_ROUTE_FAILED_H

#include "event.h"

struct route_failed {
    char *appeal_id;
    int64_t cycle_no;
    int64_t version;
    char *branch;
    json_t *excluded;
    char *role;
    char *type_code;
    char *reason;
    instant at;
};

extern const struct event_type route_failed_event;

#endif
