#include "staff_employee_changed.h"

static const struct field fields[] = {
    FIELD(staff_employee_changed, employee_id, FIELD_UUID, FIELD_REQUIRED),
    FIELD(staff_employee_changed, version, FIELD_INT, FIELD_REQUIRED),
    FIELD(staff_employee_changed, tab_no, FIELD_TEXT, FIELD_REQUIRED),
    FIELD(staff_employee_changed, name, FIELD_TEXT, FIELD_REQUIRED),
    FIELD(staff_employee_changed, short_name, FIELD_TEXT, FIELD_REQUIRED),
    FIELD(staff_employee_changed, branch, FIELD_TEXT, FIELD_REQUIRED),
    FIELD(staff_employee_changed, department_id, FIELD_UUID, 0),
    FIELD(staff_employee_changed, login, FIELD_TEXT, 0),
    FIELD(staff_employee_changed, email, FIELD_TEXT, FIELD_PERSONAL),
    FIELD(staff_employee_changed, position, FIELD_TEXT, 0),
    FIELD(staff_employee_changed, roles, FIELD_JSON, 0),
    FIELD(staff_employee_changed, active, FIELD_BOOL, 0),
};

const struct event_type staff_employee_changed_event = {"staff.employee_changed", "otklik.staff.v1",
                                                        RECORD(staff_employee_changed, fields)};
