/* appeal.accepted: The reply to a submission: number, state, due date, faults. Topic otklik.appeal-replies.v1.
 * Published by intake. */
#ifndef OTKLIK_APPEAL_ACCEPTED_H
#define OTKLIK_APPEAL_ACCEPTED_H

#include "event.h"

struct appeal_accepted {
    char *appeal_id;
    char *number;
    char *external_id;
    char *source;
    char *state;
    char *due;
    bool duplicate;
    bool conflict;
    json_t *faults;
};

extern const struct event_type appeal_accepted_event;

#endif
