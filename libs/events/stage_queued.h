/* stage.queued: A stage began in a department. Published by routing. */
#ifndef OTKLIK_STAGE_QUEUED_H
#define OTKLIK_STAGE_QUEUED_H

#include "event.h"

struct stage_queued {
    char *appeal_id;
    char *stage_id;
    int64_t cycle_no;
    int64_t version;
    char *number;
    char *branch;
    char *type_code;
    int64_t seq;
    char *role;
    char *department_id;
    char *department_code;
    char *department_name;
    char *head_id;
    char *calendar;
    char *mode;
    instant entered_at;
    int64_t period_n;
    char *period_unit;
    json_t *later_periods;
    bool last;
};

extern const struct event_type stage_queued_event;

#endif
