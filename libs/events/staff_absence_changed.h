/* staff.absence_changed: An employee is away; somebody stands in. Published by staff. */
#ifndef OTKLIK_STAFF_ABSENCE_CHANGED_H
#define OTKLIK_STAFF_ABSENCE_CHANGED_H

#include "event.h"

struct staff_absence_changed {
    char *employee_id;
    char *absence_id;
    int64_t version;
    char *starts_on;
    char *ends_on;
    char *substitute_id;
    bool cancelled;
};

extern const struct event_type staff_absence_changed_event;

#endif
