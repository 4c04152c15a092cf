#include "facts.h"

static const struct field branch_fields[] = {
    FIELD(branch, code, FIELD_TEXT, 0), FIELD(branch, version, FIELD_INT, 0), FIELD(branch, ru, FIELD_TEXT, 0),
    FIELD(branch, en, FIELD_TEXT, 0),   FIELD(branch, tz, FIELD_TEXT, 0),     FIELD(branch, active, FIELD_BOOL, 0),
};

const struct table branch_table = {.name = "reporting.branch", .record = RECORD(branch, branch_fields), .key = "code"};

static const struct field department_fields[] = {
    FIELD(department, department_id, FIELD_UUID, 0),
    FIELD(department, version, FIELD_INT, 0),
    FIELD(department, code, FIELD_TEXT, 0),
    FIELD(department, branch, FIELD_TEXT, 0),
    FIELD(department, role, FIELD_TEXT, 0),
    FIELD(department, ru, FIELD_TEXT, 0),
    FIELD(department, en, FIELD_TEXT, 0),
    FIELD(department, active, FIELD_BOOL, 0),
};

const struct table department_table = {
    .name = "reporting.department", .record = RECORD(department, department_fields), .key = "department_id"};

static const struct field employee_fields[] = {
    FIELD(employee, employee_id, FIELD_UUID, 0), FIELD(employee, version, FIELD_INT, 0),
    FIELD(employee, tab_no, FIELD_TEXT, 0),      FIELD(employee, short_name, FIELD_TEXT, 0),
    FIELD(employee, branch, FIELD_TEXT, 0),      FIELD(employee, department_id, FIELD_UUID, 0),
    FIELD(employee, position, FIELD_TEXT, 0),    FIELD(employee, active, FIELD_BOOL, 0),
};

const struct table employee_table = {
    .name = "reporting.employee", .record = RECORD(employee, employee_fields), .key = "employee_id"};

static const struct field appeal_type_fields[] = {
    FIELD(appeal_type, code, FIELD_TEXT, 0),     FIELD(appeal_type, config_version, FIELD_INT, 0),
    FIELD(appeal_type, ru, FIELD_TEXT, 0),       FIELD(appeal_type, en, FIELD_TEXT, 0),
    FIELD(appeal_type, category, FIELD_TEXT, 0), FIELD(appeal_type, service, FIELD_TEXT, 0),
};

const struct table appeal_type_table = {
    .name = "reporting.appeal_type", .record = RECORD(appeal_type, appeal_type_fields), .key = "code"};

static const struct field label_fields[] = {
    FIELD(label, id, FIELD_TEXT, 0),
    FIELD(label, ru, FIELD_TEXT, 0),
    FIELD(label, en, FIELD_TEXT, 0),
};

const struct table label_table = {.name = "reporting.label", .record = RECORD(label, label_fields), .key = "id"};
