#include "store/tables.h"

static const struct field branch_columns[] = {
    FIELD(branch, code, FIELD_TEXT, 0), FIELD(branch, version, FIELD_INT, 0), FIELD(branch, ru, FIELD_TEXT, 0),
    FIELD(branch, en, FIELD_TEXT, 0),   FIELD(branch, tz, FIELD_TEXT, 0),
};

const struct table branch_table = {
    .name = "notification.branch", .record = RECORD(branch, branch_columns), .key = "code"};

static const struct field department_columns[] = {
    FIELD(department, id, FIELD_UUID, 0),     FIELD(department, version, FIELD_INT, 0),
    FIELD(department, code, FIELD_TEXT, 0),   FIELD(department, branch, FIELD_TEXT, 0),
    FIELD(department, role, FIELD_TEXT, 0),   FIELD(department, head_id, FIELD_UUID, 0),
    FIELD(department, active, FIELD_BOOL, 0), FIELD(department, parent_id, FIELD_UUID, 0),
    FIELD(department, roles, FIELD_JSON, 0),
};

const struct table department_table = {
    .name = "notification.department", .record = RECORD(department, department_columns), .key = "id"};

static const struct field employee_columns[] = {
    FIELD(employee, id, FIELD_UUID, 0),
    FIELD(employee, version, FIELD_INT, 0),
    FIELD(employee, short_name, FIELD_TEXT, 0),
    FIELD(employee, branch, FIELD_TEXT, 0),
    FIELD(employee, department_id, FIELD_UUID, 0),
    FIELD(employee, position, FIELD_TEXT, 0),
    FIELD(employee, roles, FIELD_JSON, 0),
    FIELD(employee, active, FIELD_BOOL, 0),
};

const struct table employee_table = {
    .name = "notification.employee", .record = RECORD(employee, employee_columns), .key = "id"};
