/* appeal.closed: The days for objections passed, or the client confirmed. Published by intake. */
#ifndef OTKLIK_APPEAL_CLOSED_H
#define OTKLIK_APPEAL_CLOSED_H

#include "event.h"

struct appeal_closed {
    char *appeal_id;
    int64_t version;
    int64_t cycle_no;
    char *branch;
    instant closed_at;
    char *result;
};

extern const struct event_type appeal_closed_event;

#endif
