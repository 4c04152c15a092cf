#include "store/statements.h"
#include "store/tables.h"

static const struct field fetch_fields[] = {
    FIELD(fetch, id, FIELD_UUID, FIELD_REQUIRED),
    FIELD(fetch, appeal_id, FIELD_UUID, FIELD_REQUIRED),
    FIELD(fetch, file_key, FIELD_TEXT, FIELD_REQUIRED),
    FIELD(fetch, source, FIELD_TEXT, 0),
    FIELD(fetch, url, FIELD_TEXT, FIELD_REQUIRED | FIELD_PERSONAL),
    FIELD(fetch, name, FIELD_TEXT, FIELD_PERSONAL),
    FIELD(fetch, doc_type, FIELD_TEXT, 0),
    FIELD(fetch, mime, FIELD_TEXT, 0),
    FIELD(fetch, size_bytes, FIELD_INT, 0),
    FIELD(fetch, sha256, FIELD_TEXT, 0),
    FIELD(fetch, state, FIELD_TEXT, FIELD_REQUIRED),
    FIELD(fetch, attempts, FIELD_INT, 0),
    FIELD(fetch, next_at, FIELD_TIME, 0),
    FIELD(fetch, reason, FIELD_TEXT, 0),
    FIELD(fetch, document_id, FIELD_UUID, 0),
    FIELD(fetch, created_at, FIELD_TIME, FIELD_REQUIRED),
};

const struct table fetch_table = {
    .name = "archive.file_fetch", .record = RECORD(fetch, fetch_fields), .key = "id", .locked = true};

const struct statement fetch_statements[] = {
    [FETCH_LEASE] =
        {"fetch_lease",
         "UPDATE archive.file_fetch\n"
         "SET state = 'fetching', attempts = attempts + 1, next_at = $2::timestamptz\n"
         "WHERE id = (SELECT id\n"
         "            FROM archive.file_fetch\n"
         "            WHERE state IN ('planned', 'fetching') AND next_at <= $1::timestamptz\n"
         "            ORDER BY next_at, id\n"
         "            LIMIT 1\n"
         "            FOR UPDATE SKIP LOCKED)\n"
         "RETURNING id, appeal_id, url, attempts,\n"
         "          (SELECT coalesce(file_hosts, '[]') FROM archive.source WHERE name = file_fetch.source)"},
};
