#include "rows.h"
#include "statements.h"

static const struct field employee_fields[] = {
    FIELD(employee, id, FIELD_UUID, 0),
    FIELD(employee, version, FIELD_INT, 0),
    FIELD(employee, tab_no, FIELD_TEXT, FIELD_REQUIRED),
    FIELD(employee, last, FIELD_TEXT, FIELD_REQUIRED | FIELD_PERSONAL),
    FIELD(employee, first, FIELD_TEXT, FIELD_PERSONAL),
    FIELD(employee, middle, FIELD_TEXT, FIELD_PERSONAL),
    FIELD(employee, branch, FIELD_TEXT, FIELD_REQUIRED),
    FIELD(employee, department, FIELD_TEXT, 0),
    FIELD(employee, position, FIELD_JSON, 0),
    FIELD(employee, login, FIELD_TEXT, 0),
    FIELD(employee, email, FIELD_TEXT, FIELD_PERSONAL),
    FIELD(employee, ext, FIELD_TEXT, 0),
    FIELD(employee, hired, FIELD_DATE, 0),
    FIELD(employee, fired, FIELD_DATE, 0),
    FIELD(employee, state, FIELD_TEXT, 0),
    FIELD(employee, directory_seq, FIELD_INT, 0),
    FIELD(employee, doc, FIELD_JSON, 0),
};

const struct table employee_table = {
    .name = "staff.employee", .record = RECORD(employee, employee_fields), .key = "id"};

static const struct field employee_role_fields[] = {
    FIELD(employee_role, id, FIELD_UUID, 0),
    FIELD(employee_role, employee_id, FIELD_UUID, 0),
    FIELD(employee_role, role, FIELD_TEXT, 0),
};

const struct table employee_role_table = {
    .name = "staff.employee_role", .record = RECORD(employee_role, employee_role_fields), .key = "id"};

const struct statement employee_page = {
    "employee_page",
    "SELECT tab_no, to_jsonb(e)\n"
    "FROM employee_card e\n"
    "WHERE tab_no > $1::text\n"
    "  AND ($3::text IS NULL OR branch = $3::text)\n"
    "  AND ($4::text IS NULL OR department = $4::text)\n"
    "  AND ($5::text IS NULL OR state = $5::text)\n"
    "ORDER BY tab_no\n"
    "LIMIT $2::bigint",
};
const struct statement employee_get = {
    "employee_get",
    "SELECT tab_no, to_jsonb(e)\n"
    "FROM employee_card e\n"
    "WHERE tab_no = $1::text",
};
const struct statement employee_search = {
    "employee_search",
    "SELECT tab_no, to_jsonb(e)\n"
    "FROM employee_card e\n"
    "WHERE tab_no > $1::text\n"
    "  AND (lower(last) LIKE $3::text || '%' OR tab_no = $3::text OR login = $3::text)\n"
    "ORDER BY tab_no\n"
    "LIMIT $2::bigint",
};
const struct statement employee_leaving = {
    "employee_leaving",
    "SELECT e.id\n"
    "FROM employee e\n"
    "LEFT JOIN branch b ON b.code = e.branch\n"
    "WHERE e.state = 'active'\n"
    "  AND e.fired < ($1::timestamptz AT TIME ZONE coalesce(b.tz, 'Europe/Moscow'))::date\n"
    "LIMIT 100",
};
