/* delivery.queued: A way of the answer is planned. Published by notification. */
#ifndef OTKLIK_DELIVERY_QUEUED_H
#define OTKLIK_DELIVERY_QUEUED_H

#include "event.h"

struct delivery_queued {
    char *appeal_id;
    char *delivery_id;
    char *response_id;
    int64_t cycle_no;
    char *channel;
    instant at;
};

extern const struct event_type delivery_queued_event;

#endif
