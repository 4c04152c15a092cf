/* staff.branch_changed: A branch is new or changed. Published by staff. */
#ifndef OTKLIK_STAFF_BRANCH_CHANGED_H
#define OTKLIK_STAFF_BRANCH_CHANGED_H

#include "event.h"

struct staff_branch_changed {
    char *code;
    int64_t version;
    char *ru;
    char *en;
    char *tz;
    char *calendar;
    bool active;
};

extern const struct event_type staff_branch_changed_event;

#endif
