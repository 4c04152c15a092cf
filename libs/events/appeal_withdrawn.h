/* appeal.withdrawn: The applicant took the appeal back. Published by intake. */
#ifndef OTKLIK_APPEAL_WITHDRAWN_H
#define OTKLIK_APPEAL_WITHDRAWN_H

#include "event.h"

struct appeal_withdrawn {
    char *appeal_id;
    int64_t version;
    int64_t cycle_no;
    char *branch;
    char *reason;
    char *by;
    instant at;
};

extern const struct event_type appeal_withdrawn_event;

#endif
