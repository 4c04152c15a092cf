/* stage.assigned: An employee holds the stage. Published by routing. */
#ifndef OTKLIK_STAGE_ASSIGNED_H
#define OTKLIK_STAGE_ASSIGNED_H

#include "event.h"

struct stage_assigned {
    char *appeal_id;
    char *stage_id;
    int64_t cycle_no;
    int64_t version;
    char *department_id;
    char *department_name;
    char *employee_id;
    char *employee_name;
    char *how;
    instant assigned_at;
    char *assigned_by;
    char *number;
};

extern const struct event_type stage_assigned_event;

#endif
