#include "rows.h"
#include "statements.h"

static const struct field department_fields[] = {
    FIELD(department, id, FIELD_UUID, 0),
    FIELD(department, version, FIELD_INT, 0),
    FIELD(department, code, FIELD_TEXT, FIELD_REQUIRED),
    FIELD(department, branch, FIELD_TEXT, FIELD_REQUIRED),
    FIELD(department, role, FIELD_TEXT, FIELD_REQUIRED),
    FIELD(department, ru, FIELD_TEXT, FIELD_REQUIRED),
    FIELD(department, en, FIELD_TEXT, 0),
    FIELD(department, mode, FIELD_TEXT, FIELD_REQUIRED),
    FIELD(department, head, FIELD_TEXT, 0),
    FIELD(department, calendar, FIELD_TEXT, 0),
    FIELD(department, hours, FIELD_JSON, 0),
    FIELD(department, roles, FIELD_JSON, 0),
    FIELD(department, active, FIELD_BOOL, 0),
    FIELD(department, doc, FIELD_JSON, 0),
};

const struct table department_table = {
    .name = "staff.department", .record = RECORD(department, department_fields), .key = "id"};

const struct statement department_page = {
    "department_page",
    "SELECT code, to_jsonb(d)\n"
    "FROM department_card d\n"
    "WHERE code > $1::text\n"
    "  AND ($3::text IS NULL OR branch = $3::text)\n"
    "  AND ($4::text IS NULL OR roles ? $4::text)\n"
    "ORDER BY code\n"
    "LIMIT $2::bigint",
};
const struct statement department_get = {
    "department_get",
    "SELECT code, to_jsonb(d)\n"
    "FROM department_card d\n"
    "WHERE code = $1::text",
};
