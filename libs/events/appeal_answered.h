/* appeal.answered: At least one way has a proof of sending or handing. Published by intake. */
#ifndef OTKLIK_APPEAL_ANSWERED_H
#define OTKLIK_APPEAL_ANSWERED_H

#include "event.h"

struct appeal_answered {
    char *appeal_id;
    int64_t version;
    int64_t cycle_no;
    char *branch;
    char *type_code;
    instant answered_at;
    char *channel;
    bool overdue;
    instant due_at;
};

extern const struct event_type appeal_answered_event;

#endif
