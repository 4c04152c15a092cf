/* staff.department_changed: A department is new or changed. Published by staff. */
#ifndef OTKLIK_STAFF_DEPARTMENT_CHANGED_H
#define OTKLIK_STAFF_DEPARTMENT_CHANGED_H

#include "event.h"

struct staff_department_changed {
    char *department_id;
    int64_t version;
    char *code;
    char *branch;
    char *role;
    char *ru;
    char *en;
    char *mode;
    char *head_id;
    char *parent_id;
    char *calendar;
    json_t *hours;
    json_t *roles;
    json_t *settings;
    bool active;
};

extern const struct event_type staff_department_changed_event;

#endif
