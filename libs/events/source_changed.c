#include "source_changed.h"

static const struct field fields[] = {
    FIELD(source_changed, name, FIELD_TEXT, FIELD_REQUIRED),
    FIELD(source_changed, version, FIELD_INT, FIELD_REQUIRED),
    FIELD(source_changed, file_hosts, FIELD_JSON, 0),
    FIELD(source_changed, trusted, FIELD_BOOL, 0),
};

const struct event_type source_changed_event = {"source.changed", "otklik.intake.v1", RECORD(source_changed, fields)};
