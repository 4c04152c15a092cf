#include "intake.h"
#include "source.h"
#include "statements.h"

static const struct field source_fields[] = {
    FIELD(source, name, FIELD_TEXT, 0),
    FIELD(source, version, FIELD_INT, 0),
    FIELD(source, ru, FIELD_TEXT, 0),
    FIELD(source, en, FIELD_TEXT, 0),
    FIELD(source, topics, FIELD_JSON, 0),
    FIELD(source, principal, FIELD_TEXT, 0),
    FIELD(source, trusted, FIELD_BOOL, 0),
    FIELD(source, file_hosts, FIELD_JSON, 0),
    FIELD(source, default_branch, FIELD_TEXT, 0),
    FIELD(source, channels, FIELD_JSON, 0),
};

const struct table source_table = {.name = "intake.source", .record = RECORD(source, source_fields), .key = "name"};

const struct statement source_statements[] = {
    [SOURCE_LIST] = {"source_list", "SELECT name, version, ru, en, topics, principal, trusted, file_hosts,\n"
                                    "       default_branch, channels\n"
                                    "FROM intake.source\n"
                                    "ORDER BY name"},
};
