#include "staff_department_changed.h"

static const struct field fields[] = {
    FIELD(staff_department_changed, department_id, FIELD_UUID, FIELD_REQUIRED),
    FIELD(staff_department_changed, version, FIELD_INT, FIELD_REQUIRED),
    FIELD(staff_department_changed, code, FIELD_TEXT, FIELD_REQUIRED),
    FIELD(staff_department_changed, branch, FIELD_TEXT, FIELD_REQUIRED),
    FIELD(staff_department_changed, role, FIELD_TEXT, FIELD_REQUIRED),
    FIELD(staff_department_changed, ru, FIELD_TEXT, FIELD_REQUIRED),
    FIELD(staff_department_changed, en, FIELD_TEXT, 0),
    FIELD(staff_department_changed, mode, FIELD_TEXT, FIELD_REQUIRED),
    FIELD(staff_department_changed, head_id, FIELD_UUID, 0),
    FIELD(staff_department_changed, parent_id, FIELD_UUID, 0),
    FIELD(staff_department_changed, calendar, FIELD_TEXT, 0),
    FIELD(staff_department_changed, hours, FIELD_JSON, 0),
    FIELD(staff_department_changed, roles, FIELD_JSON, 0),
    FIELD(staff_department_changed, settings, FIELD_JSON, 0),
    FIELD(staff_department_changed, active, FIELD_BOOL, 0),
};

const struct event_type staff_department_changed_event = {"staff.department_changed", "otklik.staff.v1",
                                                          RECORD(staff_department_changed, fields)};
