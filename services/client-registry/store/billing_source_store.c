#include "store/tables.h"

static const struct field columns[] = {
    FIELD(billing_source, source, FIELD_TEXT, FIELD_REQUIRED),
    FIELD(billing_source, last_number, FIELD_INT, FIELD_REQUIRED),
    FIELD(billing_source, last_at, FIELD_TIME, 0),
};

const struct table billing_source_table = {
    .name = "client_registry.billing_source",
    .record = RECORD(billing_source, columns),
    .key = "source",
    .locked = true,
};
