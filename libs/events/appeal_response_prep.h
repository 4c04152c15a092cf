/* appeal.response_prep: All working stages are done; the answer is being prepared. Published by intake. */
#ifndef OTKLIK_APPEAL_RESPONSE_PREP_H
#define OTKLIK_APPEAL_RESPONSE_PREP_H

#include "event.h"

struct appeal_response_prep {
    char *appeal_id;
    int64_t version;
    int64_t cycle_no;
    char *result;
    char *justified;
};

extern const struct event_type appeal_response_prep_event;

#endif
