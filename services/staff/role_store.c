#include "rows.h"
#include "statements.h"

static const struct field role_fields[] = {
    FIELD(role, code, FIELD_TEXT, FIELD_REQUIRED),   FIELD(role, version, FIELD_INT, 0),
    FIELD(role, ru, FIELD_TEXT, FIELD_REQUIRED),     FIELD(role, en, FIELD_TEXT, 0),
    FIELD(role, scope, FIELD_TEXT, FIELD_REQUIRED),  FIELD(role, confidential, FIELD_BOOL, 0),
    FIELD(role, rights, FIELD_JSON, FIELD_REQUIRED), FIELD(role, doc, FIELD_JSON, 0),
};

const struct table role_table = {.name = "staff.role", .record = RECORD(role, role_fields), .key = "code"};

const struct statement role_page = {
    "role_page",
    "SELECT code, to_jsonb(r)\n"
    "FROM role r\n"
    "WHERE code > $1::text\n"
    "ORDER BY code\n"
    "LIMIT $2::bigint",
};
const struct statement role_get = {
    "role_get",
    "SELECT code, to_jsonb(r)\n"
    "FROM role r\n"
    "WHERE code = $1::text",
};
