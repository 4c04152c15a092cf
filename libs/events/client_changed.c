#include "client_changed.h"

static const struct field fields[] = {
    FIELD(client_changed, client_id, FIELD_UUID, FIELD_REQUIRED),
    FIELD(client_changed, version, FIELD_INT, FIELD_REQUIRED),
    FIELD(client_changed, kind, FIELD_TEXT, FIELD_REQUIRED),
    FIELD(client_changed, display_name, FIELD_TEXT, FIELD_PERSONAL),
    FIELD(client_changed, branch, FIELD_TEXT, 0),
    FIELD(client_changed, origin, FIELD_TEXT, FIELD_REQUIRED),
    FIELD(client_changed, status, FIELD_TEXT, FIELD_REQUIRED),
    FIELD(client_changed, contacts, FIELD_JSON, FIELD_PERSONAL),
    FIELD(client_changed, accounts, FIELD_JSON, 0),
    FIELD(client_changed, merged_into_id, FIELD_UUID, 0),
};

const struct event_type client_changed_event = {"client.changed", "otklik.client-registry.v1",
                                                RECORD(client_changed, fields)};
