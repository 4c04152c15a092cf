/* delivery.failed: This way does not work. Published by notification. */
#ifndef OTKLIK_DELIVERY_FAILED_H
#define OTKLIK_DELIVERY_FAILED_H

#include "event.h"

struct delivery_failed {
    char *appeal_id;
    char *delivery_id;
    char *response_id;
    int64_t cycle_no;
    char *channel;
    instant at;
    char *reason;
    bool final;
};

extern const struct event_type delivery_failed_event;

#endif
