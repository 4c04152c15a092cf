#include "store/tables.h"

static const struct field columns[] = {
    FIELD(account_party, id, FIELD_UUID, FIELD_REQUIRED),
    FIELD(account_party, account_id, FIELD_UUID, FIELD_REQUIRED),
    FIELD(account_party, client_id, FIELD_UUID, FIELD_REQUIRED),
    FIELD(account_party, role, FIELD_TEXT, FIELD_REQUIRED),
    FIELD(account_party, valid_from, FIELD_DATE, 0),
    FIELD(account_party, valid_to, FIELD_DATE, 0),
};

const struct table account_party_table = {
    .name = "client_registry.account_party",
    .record = RECORD(account_party, columns),
    .key = "id",
};
