#include "rows.h"
#include "statements.h"

static const struct field session_fields[] = {
    FIELD(session, id, FIELD_UUID, 0),          FIELD(session, employee_id, FIELD_UUID, 0),
    FIELD(session, started_at, FIELD_TIME, 0),  FIELD(session, used_at, FIELD_TIME, 0),
    FIELD(session, expires_at, FIELD_TIME, 0),  FIELD(session, revoked_at, FIELD_TIME, 0),
    FIELD(session, revoked_why, FIELD_TEXT, 0), FIELD(session, peer, FIELD_TEXT, 0),
};

const struct table session_table = {
    .name = "staff.session", .record = RECORD(session, session_fields), .key = "id", .locked = true};

static const struct field refresh_token_fields[] = {
    FIELD(refresh_token, hash, FIELD_TEXT, 0),
    FIELD(refresh_token, session_id, FIELD_UUID, 0),
    FIELD(refresh_token, used_at, FIELD_TIME, 0),
};

const struct table refresh_token_table = {.name = "staff.refresh_token",
                                          .record = RECORD(refresh_token, refresh_token_fields),
                                          .key = "hash",
                                          .locked = true};

const struct statement session_page = {
    "session_page",
    "SELECT id::text, to_jsonb(s)\n"
    "FROM session s\n"
    "WHERE id > coalesce(nullif($1::text, ''), '00000000-0000-0000-0000-000000000000')::uuid\n"
    "  AND employee_id = $3::uuid\n"
    "  AND revoked_at IS NULL\n"
    "  AND expires_at > $4::timestamptz\n"
    "ORDER BY id\n"
    "LIMIT $2::bigint",
};
const struct statement session_expire = {
    "session_expire",
    "WITH gone AS (\n"
    "    DELETE FROM session\n"
    "    WHERE id IN (SELECT id FROM session WHERE expires_at < $1::timestamptz - interval '30 days' LIMIT 1000)\n"
    "    RETURNING id),\n"
    "tokens AS (\n"
    "    DELETE FROM refresh_token\n"
    "    WHERE session_id IN (SELECT id FROM gone))\n"
    "SELECT id\n"
    "FROM gone",
};
