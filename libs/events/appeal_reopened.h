/* appeal.reopened: The same question again within the days of reopening; a new cycle follows by appeal.sent_to_work.
 * Published by intake. */
#ifndef OTKLIK_APPEAL_REOPENED_H
#define OTKLIK_APPEAL_REOPENED_H

#include "event.h"

struct appeal_reopened {
    char *appeal_id;
    int64_t version;
    int64_t cycle_no;
    char *branch;
    char *reason;
    char *by;
    instant at;
};

extern const struct event_type appeal_reopened_event;

#endif
