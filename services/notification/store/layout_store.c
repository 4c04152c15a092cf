#include "store/tables.h"

static const struct field columns[] = {
    FIELD(layout, code, FIELD_TEXT, 0),       FIELD(layout, version, FIELD_INT, 0),
    FIELD(layout, doc, FIELD_JSON, 0),        FIELD(layout, changed_at, FIELD_TIME, 0),
    FIELD(layout, changed_by, FIELD_UUID, 0),
};

const struct table layout_table = {.name = "notification.layout", .record = RECORD(layout, columns), .key = "code"};

const struct statement layout_statements[LAYOUT_STATEMENTS] = {
    {"layouts_all", "SELECT doc\nFROM notification.layout\nORDER BY code"},
};

enum status layouts_all(struct db *db, struct rows *out)
{
    return db_run(db, &layout_statements[0], DB_NO_PARAMS, out);
}
