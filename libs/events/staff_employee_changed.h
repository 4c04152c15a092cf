/* staff.employee_changed: An employee is new, moved, renamed or dismissed. Published by staff. */
#ifndef OTKLIK_STAFF_EMPLOYEE_CHANGED_H
#define OTKLIK_STAFF_EMPLOYEE_CHANGED_H

#include "event.h"

struct staff_employee_changed {
    char *employee_id;
    int64_t version;
    char *tab_no;
    char *name;
    char *short_name;
    char *branch;
    char *department_id;
    char *login;
    char *email; /* personal */
    char *position;
    json_t *roles;
    bool active;
};

extern const struct event_type staff_employee_changed_event;

#endif
