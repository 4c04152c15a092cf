#include "rows.h"
#include "statements.h"

static const struct field reference_fields[] = {
    FIELD(reference, id, FIELD_TEXT, 0),   FIELD(reference, version, FIELD_INT, 0),
    FIELD(reference, kind, FIELD_TEXT, 0), FIELD(reference, code, FIELD_TEXT, 0),
    FIELD(reference, doc, FIELD_JSON, 0),
};

const struct table reference_table = {
    .name = "staff.reference", .record = RECORD(reference, reference_fields), .key = "id"};

const struct statement reference_page = {
    "reference_page",
    "SELECT code, to_jsonb(r)\n"
    "FROM reference r\n"
    "WHERE kind = $3::text\n"
    "  AND code > $1::text\n"
    "ORDER BY code\n"
    "LIMIT $2::bigint",
};
