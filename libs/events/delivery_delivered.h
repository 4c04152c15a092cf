/* delivery.delivered: The client has it. Published by notification. */
#ifndef OTKLIK_DELIVERY_DELIVERED_H
#define OTKLIK_DELIVERY_DELIVERED_H

#include "event.h"

struct delivery_delivered {
    char *appeal_id;
    char *delivery_id;
    char *response_id;
    int64_t cycle_no;
    char *channel;
    instant at;
    char *proof;
    char *proof_kind;
};

extern const struct event_type delivery_delivered_event;

#endif
