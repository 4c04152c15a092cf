/* stage.cancelled: The stage ended without being done. Published by routing. */
#ifndef OTKLIK_STAGE_CANCELLED_H
#define OTKLIK_STAGE_CANCELLED_H

#include "event.h"

struct stage_cancelled {
    char *appeal_id;
    char *stage_id;
    int64_t cycle_no;
    int64_t version;
    char *reason;
    instant at;
};

extern const struct event_type stage_cancelled_event;

#endif
