#include "staff_absence_changed.h"

static const struct field fields[] = {
    FIELD(staff_absence_changed, employee_id, FIELD_UUID, FIELD_REQUIRED),
    FIELD(staff_absence_changed, absence_id, FIELD_UUID, FIELD_REQUIRED),
    FIELD(staff_absence_changed, version, FIELD_INT, FIELD_REQUIRED),
    FIELD(staff_absence_changed, starts_on, FIELD_DATE, FIELD_REQUIRED),
    FIELD(staff_absence_changed, ends_on, FIELD_DATE, FIELD_REQUIRED),
    FIELD(staff_absence_changed, substitute_id, FIELD_UUID, 0),
    FIELD(staff_absence_changed, cancelled, FIELD_BOOL, 0),
};

const struct event_type staff_absence_changed_event = {"staff.absence_changed", "otklik.staff.v1",
                                                       RECORD(staff_absence_changed, fields)};
