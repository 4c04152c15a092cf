#include "account_changed.h"

static const struct field fields[] = {
    FIELD(account_changed, account, FIELD_TEXT, FIELD_REQUIRED),
    FIELD(account_changed, billing_system, FIELD_TEXT, FIELD_REQUIRED),
    FIELD(account_changed, version, FIELD_INT, FIELD_REQUIRED),
    FIELD(account_changed, branch, FIELD_TEXT, 0),
    FIELD(account_changed, client_id, FIELD_UUID, 0),
    FIELD(account_changed, client_kind, FIELD_TEXT, 0),
    FIELD(account_changed, client_name, FIELD_TEXT, FIELD_PERSONAL),
    FIELD(account_changed, services, FIELD_JSON, 0),
    FIELD(account_changed, status, FIELD_TEXT, FIELD_REQUIRED),
};

const struct event_type account_changed_event = {"account.changed", "otklik.client-registry.v1",
                                                 RECORD(account_changed, fields)};
