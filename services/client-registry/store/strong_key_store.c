#include "store/stores.h"
#include "store/tables.h"

static const struct field columns[] = {
    FIELD(strong_key, key, FIELD_UUID, FIELD_REQUIRED),
    FIELD(strong_key, client_id, FIELD_UUID, FIELD_REQUIRED),
    FIELD(strong_key, rule, FIELD_TEXT, FIELD_REQUIRED),
};

const struct table strong_key_table = {
    .name = "client_registry.strong_key",
    .record = RECORD(strong_key, columns),
    .key = "key",
};

/* In one order for all, so that two commands with the same keys wait for each other and never for themselves. */
const struct statement strong_key_lock = {
    "strong_key_lock",
    "SELECT pg_advisory_xact_lock(number)\n"
    "FROM (SELECT DISTINCT number FROM unnest($1::bigint[]) AS number ORDER BY number) AS sorted",
};
