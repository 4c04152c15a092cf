#include "rows.h"
#include "statements.h"

static const struct field absence_fields[] = {
    FIELD(absence, id, FIELD_UUID, 0),
    FIELD(absence, version, FIELD_INT, 0),
    FIELD(absence, employee_id, FIELD_UUID, 0),
    FIELD(absence, kind, FIELD_TEXT, 0),
    FIELD(absence, starts_on, FIELD_DATE, 0),
    FIELD(absence, ends_on, FIELD_DATE, 0),
    FIELD(absence, substitute_id, FIELD_UUID, 0),
    FIELD(absence, source, FIELD_TEXT, 0),
    FIELD(absence, cancelled, FIELD_BOOL, 0),
};

const struct table absence_table = {.name = "staff.absence", .record = RECORD(absence, absence_fields), .key = "id"};

const struct statement absence_page = {
    "absence_page",
    "SELECT a.id::text, to_jsonb(a)\n"
    "FROM absence a\n"
    "JOIN employee e ON e.id = a.employee_id\n"
    "WHERE a.id > coalesce(nullif($1::text, ''), '00000000-0000-0000-0000-000000000000')::uuid\n"
    "  AND ($3::text IS NULL OR e.tab_no = $3::text)\n"
    "  AND ($4::date IS NULL OR $4::date BETWEEN a.starts_on AND a.ends_on)\n"
    "  AND NOT a.cancelled\n"
    "ORDER BY a.id\n"
    "LIMIT $2::bigint",
};
