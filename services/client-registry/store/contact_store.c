#include "store/tables.h"

static const struct field columns[] = {
    FIELD(contact, id, FIELD_UUID, FIELD_REQUIRED),
    FIELD(contact, client_id, FIELD_UUID, FIELD_REQUIRED),
    FIELD(contact, kind, FIELD_TEXT, FIELD_REQUIRED),
    FIELD(contact, value_raw, FIELD_TEXT, FIELD_REQUIRED | FIELD_PERSONAL),
    FIELD(contact, value_norm, FIELD_TEXT, FIELD_PERSONAL),
    FIELD(contact, purpose, FIELD_TEXT, FIELD_REQUIRED),
    FIELD(contact, source, FIELD_TEXT, FIELD_REQUIRED),
    FIELD(contact, verified_at, FIELD_TIME, 0),
    FIELD(contact, verified_by, FIELD_TEXT, 0),
    FIELD(contact, shared, FIELD_BOOL, 0),
    FIELD(contact, do_not_use, FIELD_BOOL, 0),
    FIELD(contact, phone, FIELD_INT, FIELD_PERSONAL),
    FIELD(contact, email_hash, FIELD_INT, 0),
};

const struct table contact_table = {
    .name = "client_registry.contact",
    .record = RECORD(contact, columns),
    .key = "id",
};
