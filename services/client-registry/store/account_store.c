#include "store/tables.h"

static const struct field columns[] = {
    FIELD(account, id, FIELD_UUID, FIELD_REQUIRED),
    FIELD(account, version, FIELD_INT, FIELD_REQUIRED),
    FIELD(account, account_key, FIELD_TEXT, FIELD_REQUIRED),
    FIELD(account, billing_system, FIELD_TEXT, FIELD_REQUIRED),
    FIELD(account, number, FIELD_TEXT, FIELD_REQUIRED),
    FIELD(account, number_norm, FIELD_TEXT, FIELD_REQUIRED),
    FIELD(account, branch, FIELD_TEXT, FIELD_REQUIRED),
    FIELD(account, client_kind, FIELD_TEXT, 0),
    FIELD(account, services, FIELD_JSON, 0),
    FIELD(account, status, FIELD_TEXT, FIELD_REQUIRED),
    FIELD(account, opened, FIELD_DATE, 0),
    FIELD(account, closed, FIELD_DATE, 0),
    FIELD(account, address, FIELD_TEXT, FIELD_PERSONAL),
    FIELD(account, address_norm, FIELD_TEXT, FIELD_PERSONAL),
    FIELD(account, balance_kopecks, FIELD_INT, FIELD_PERSONAL),
    FIELD(account, balance_on, FIELD_DATE, 0),
};

const struct table account_table = {
    .name = "client_registry.account",
    .record = RECORD(account, columns),
    .key = "id",
    .locked = true,
};
