/* stage.completed: The stage is done. Published by routing. */
#ifndef OTKLIK_STAGE_COMPLETED_H
#define OTKLIK_STAGE_COMPLETED_H

#include "event.h"

struct stage_completed {
    char *appeal_id;
    char *stage_id;
    int64_t cycle_no;
    int64_t version;
    char *role;
    char *department_id;
    char *department_name;
    char *employee_id;
    char *employee_name;
    instant entered_at;
    instant due_at;
    instant done_at;
    char *result;
};

extern const struct event_type stage_completed_event;

#endif
