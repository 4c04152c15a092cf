#include "client_match_resolved.h"

static const struct field fields[] = {
    FIELD(client_match_resolved, appeal_id, FIELD_UUID, FIELD_REQUIRED),
    FIELD(client_match_resolved, result, FIELD_TEXT, FIELD_REQUIRED),
    FIELD(client_match_resolved, client_id, FIELD_UUID, 0),
    FIELD(client_match_resolved, client_kind, FIELD_TEXT, 0),
    FIELD(client_match_resolved, client_name, FIELD_TEXT, FIELD_PERSONAL),
    FIELD(client_match_resolved, branch, FIELD_TEXT, 0),
    FIELD(client_match_resolved, why, FIELD_TEXT, 0),
    FIELD(client_match_resolved, proposals, FIELD_JSON, FIELD_PERSONAL),
};

const struct event_type client_match_resolved_event = {"client.match_resolved", "otklik.client-registry.v1",
                                                       RECORD(client_match_resolved, fields)};
