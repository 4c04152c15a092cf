#include "routing.h"

static const struct field department_fields[] = {
    FIELD(department, id, FIELD_UUID, 0),      FIELD(department, version, FIELD_INT, 0),
    FIELD(department, code, FIELD_TEXT, 0),    FIELD(department, branch, FIELD_TEXT, 0),
    FIELD(department, role, FIELD_TEXT, 0),    FIELD(department, ru, FIELD_TEXT, 0),
    FIELD(department, en, FIELD_TEXT, 0),      FIELD(department, mode, FIELD_TEXT, 0),
    FIELD(department, head_id, FIELD_UUID, 0), FIELD(department, calendar, FIELD_TEXT, 0),
    FIELD(department, active, FIELD_BOOL, 0),  FIELD(department, parent_id, FIELD_UUID, 0),
};

const struct table department_table = {
    .name = "routing.department", .record = RECORD(department, department_fields), .key = "id"};

static const struct field employee_fields[] = {
    FIELD(employee, id, FIELD_UUID, 0),
    FIELD(employee, version, FIELD_INT, 0),
    FIELD(employee, tab_no, FIELD_TEXT, 0),
    FIELD(employee, name, FIELD_TEXT, 0),
    FIELD(employee, short_name, FIELD_TEXT, 0),
    FIELD(employee, branch, FIELD_TEXT, 0),
    FIELD(employee, department_id, FIELD_UUID, 0),
    FIELD(employee, active, FIELD_BOOL, 0),
};

const struct table employee_table = {
    .name = "routing.employee", .record = RECORD(employee, employee_fields), .key = "id"};

static const struct field absence_fields[] = {
    FIELD(absence, id, FIELD_UUID, 0),          FIELD(absence, version, FIELD_INT, 0),
    FIELD(absence, employee_id, FIELD_UUID, 0), FIELD(absence, starts_on, FIELD_DATE, 0),
    FIELD(absence, ends_on, FIELD_DATE, 0),     FIELD(absence, substitute_id, FIELD_UUID, 0),
    FIELD(absence, cancelled, FIELD_BOOL, 0),
};

const struct table absence_table = {.name = "routing.absence", .record = RECORD(absence, absence_fields), .key = "id"};
