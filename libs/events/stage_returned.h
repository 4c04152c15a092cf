/* stage.returned: The work went back to an earlier stage. Published by routing. */
#ifndef OTKLIK_STAGE_RETURNED_H
#define OTKLIK_STAGE_RETURNED_H

#include "event.h"

struct stage_returned {
    char *appeal_id;
    char *stage_id;
    char *to_stage_id;
    int64_t cycle_no;
    int64_t version;
    char *reason;
    char *returned_by;
    instant at;
};

extern const struct event_type stage_returned_event;

#endif
