#include "store/tables.h"

static const struct field columns[] = {
    FIELD(contract, id, FIELD_UUID, FIELD_REQUIRED),
    FIELD(contract, contract_key, FIELD_TEXT, FIELD_REQUIRED),
    FIELD(contract, number, FIELD_TEXT, FIELD_REQUIRED),
    FIELD(contract, number_norm, FIELD_TEXT, FIELD_REQUIRED),
    FIELD(contract, branch, FIELD_TEXT, FIELD_REQUIRED),
    FIELD(contract, kind, FIELD_TEXT, 0),
    FIELD(contract, state, FIELD_TEXT, FIELD_REQUIRED),
    FIELD(contract, signed_on, FIELD_DATE, 0),
    FIELD(contract, ends_on, FIELD_DATE, 0),
    FIELD(contract, client_id, FIELD_UUID, FIELD_REQUIRED),
};

const struct table contract_table = {
    .name = "client_registry.contract",
    .record = RECORD(contract, columns),
    .key = "id",
};
