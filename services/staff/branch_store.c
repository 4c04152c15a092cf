#include "rows.h"
#include "statements.h"

static const struct field branch_fields[] = {
    FIELD(branch, code, FIELD_TEXT, FIELD_REQUIRED),
    FIELD(branch, version, FIELD_INT, 0),
    FIELD(branch, ru, FIELD_TEXT, FIELD_REQUIRED),
    FIELD(branch, en, FIELD_TEXT, 0),
    FIELD(branch, tz, FIELD_TEXT, FIELD_REQUIRED),
    FIELD(branch, calendar, FIELD_TEXT, 0),
    FIELD(branch, active, FIELD_BOOL, 0),
    FIELD(branch, doc, FIELD_JSON, 0),
};

const struct table branch_table = {.name = "staff.branch", .record = RECORD(branch, branch_fields), .key = "code"};

const struct statement branch_page = {
    "branch_page",
    "SELECT code, to_jsonb(b)\n"
    "FROM branch b\n"
    "WHERE code > $1::text\n"
    "ORDER BY code\n"
    "LIMIT $2::bigint",
};
const struct statement branch_get = {
    "branch_get",
    "SELECT code, to_jsonb(b)\n"
    "FROM branch b\n"
    "WHERE code = $1::text",
};
