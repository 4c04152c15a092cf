#include "client_created.h"

static const struct field fields[] = {
    FIELD(client_created, client_id, FIELD_UUID, FIELD_REQUIRED),
    FIELD(client_created, version, FIELD_INT, FIELD_REQUIRED),
    FIELD(client_created, kind, FIELD_TEXT, FIELD_REQUIRED),
    FIELD(client_created, display_name, FIELD_TEXT, FIELD_PERSONAL),
    FIELD(client_created, branch, FIELD_TEXT, 0),
    FIELD(client_created, origin, FIELD_TEXT, FIELD_REQUIRED),
    FIELD(client_created, status, FIELD_TEXT, FIELD_REQUIRED),
    FIELD(client_created, contacts, FIELD_JSON, FIELD_PERSONAL),
    FIELD(client_created, accounts, FIELD_JSON, 0),
};

const struct event_type client_created_event = {"client.created", "otklik.client-registry.v1",
                                                RECORD(client_created, fields)};
