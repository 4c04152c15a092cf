/* sla.escalated: The next manager is told, once per level. Published by sla-timer. */
#ifndef OTKLIK_SLA_ESCALATED_H
#define OTKLIK_SLA_ESCALATED_H

#include "event.h"

struct sla_escalated {
    char *appeal_id;
    char *deadline_id;
    char *object;
    char *stage_id;
    int64_t cycle_no;
    char *number;
    char *branch;
    int64_t level;
    char *to_role;
    instant due_at;
    instant at;
    char *department_id;
    char *employee_id;
    char *head_id;
    json_t *excluded;
};

extern const struct event_type sla_escalated_event;

#endif
