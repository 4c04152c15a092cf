#include "store/statements.h"
#include "store/tables.h"

static const struct field claim_fields[] = {
    FIELD(claim, id, FIELD_UUID, FIELD_REQUIRED),
    FIELD(claim, version, FIELD_INT, FIELD_REQUIRED),
    FIELD(claim, state, FIELD_TEXT, FIELD_REQUIRED),
    FIELD(claim, reason, FIELD_TEXT, 0),
    FIELD(claim, scanned, FIELD_BOOL, 0),
    FIELD(claim, person_id, FIELD_UUID, FIELD_REQUIRED),
    FIELD(claim, branch, FIELD_TEXT, 0),
    FIELD(claim, name, FIELD_TEXT, FIELD_PERSONAL),
    FIELD(claim, mime, FIELD_TEXT, 0),
    FIELD(claim, size_bytes, FIELD_INT, FIELD_REQUIRED),
    FIELD(claim, sha256, FIELD_TEXT, FIELD_REQUIRED),
    FIELD(claim, document_id, FIELD_UUID, 0),
    FIELD(claim, wanted, FIELD_JSON, FIELD_PERSONAL),
    FIELD(claim, attempts, FIELD_INT, 0),
    FIELD(claim, next_at, FIELD_TIME, 0),
    FIELD(claim, created_at, FIELD_TIME, FIELD_REQUIRED),
};

const struct table claim_table = {
    .name = "archive.claim", .record = RECORD(claim, claim_fields), .key = "id", .locked = true};

const struct statement claim_statements[] = {
    [CLAIM_LEASE] = {"claim_lease", "UPDATE archive.claim\n"
                                    "SET attempts = attempts + 1, next_at = $2::timestamptz\n"
                                    "WHERE id = (SELECT id\n"
                                    "            FROM archive.claim\n"
                                    "            WHERE state = 'pending' AND next_at <= $1::timestamptz\n"
                                    "            ORDER BY next_at\n"
                                    "            LIMIT 1\n"
                                    "            FOR UPDATE SKIP LOCKED)\n"
                                    "RETURNING id, sha256"},
    [CLAIM_EXPIRED] = {"claim_expired", "SELECT id\n"
                                        "FROM archive.claim\n"
                                        "WHERE document_id IS NULL AND created_at < $1::timestamptz\n"
                                        "ORDER BY created_at\n"
                                        "LIMIT 1"},
};
