/* sla.cleared: The deadline is not watched any more. Published by sla-timer. */
#ifndef OTKLIK_SLA_CLEARED_H
#define OTKLIK_SLA_CLEARED_H

#include "event.h"

struct sla_cleared {
    char *appeal_id;
    char *deadline_id;
    char *object;
    char *stage_id;
    int64_t cycle_no;
    char *reason;
    instant at;
};

extern const struct event_type sla_cleared_event;

#endif
