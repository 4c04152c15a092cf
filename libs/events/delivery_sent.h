/* delivery.sent: The answer left by this way; a proof exists. Published by notification. */
#ifndef OTKLIK_DELIVERY_SENT_H
#define OTKLIK_DELIVERY_SENT_H

#include "event.h"

struct delivery_sent {
    char *appeal_id;
    char *delivery_id;
    char *response_id;
    int64_t cycle_no;
    char *channel;
    instant at;
    char *proof;
    char *proof_kind;
};

extern const struct event_type delivery_sent_event;

#endif
