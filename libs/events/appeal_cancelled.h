/* appeal.cancelled: A registration error; the number is never used again. Published by intake. */
#ifndef OTKLIK_APPEAL_CANCELLED_H
#define OTKLIK_APPEAL_CANCELLED_H

#include "event.h"

struct appeal_cancelled {
    char *appeal_id;
    int64_t version;
    int64_t cycle_no;
    char *branch;
    char *reason;
    char *by;
    instant at;
};

extern const struct event_type appeal_cancelled_event;

#endif
