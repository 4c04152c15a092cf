/* sla.armed: A deadline was computed and is watched. Published by sla-timer. */
#ifndef OTKLIK_SLA_ARMED_H
#define OTKLIK_SLA_ARMED_H

#include "event.h"

struct sla_armed {
    char *appeal_id;
    char *deadline_id;
    char *object;
    char *stage_id;
    int64_t cycle_no;
    char *rule_code;
    bool provisional;
    char *legal_due_date;
    instant legal_due_at;
    char *control_due_date;
    instant due_at;
    char *explanation_ru;
    char *explanation_en;
    bool negative_reserve;
};

extern const struct event_type sla_armed_event;

#endif
