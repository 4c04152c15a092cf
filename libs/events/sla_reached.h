/* sla.reached: The deadline has come. Published by sla-timer. */
#ifndef OTKLIK_SLA_REACHED_H
#define OTKLIK_SLA_REACHED_H

#include "event.h"

struct sla_reached {
    char *appeal_id;
    char *deadline_id;
    char *object;
    char *stage_id;
    int64_t cycle_no;
    char *number;
    char *branch;
    instant due_at;
    instant at;
    char *department_id;
    char *employee_id;
    char *head_id;
    json_t *excluded;
    json_t *notify;
};

extern const struct event_type sla_reached_event;

#endif
