#include "store/tables.h"

static const struct field columns[] = {
    FIELD(candidate, pair, FIELD_TEXT, FIELD_REQUIRED),
    FIELD(candidate, a_id, FIELD_UUID, FIELD_REQUIRED),
    FIELD(candidate, b_id, FIELD_UUID, FIELD_REQUIRED),
    FIELD(candidate, rule, FIELD_TEXT, FIELD_REQUIRED),
    FIELD(candidate, score, FIELD_INT, 0),
    FIELD(candidate, state, FIELD_TEXT, FIELD_REQUIRED),
    FIELD(candidate, decided_by, FIELD_UUID, 0),
    FIELD(candidate, reason, FIELD_TEXT, 0),
    FIELD(candidate, created_at, FIELD_TIME, FIELD_REQUIRED),
};

const struct table candidate_table = {
    .name = "client_registry.candidate",
    .record = RECORD(candidate, columns),
    .key = "pair",
};
