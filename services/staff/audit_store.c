#include "rows.h"
#include "statements.h"

static const struct field audit_fields[] = {
    FIELD(audit, id, FIELD_UUID, 0),
    FIELD(audit, seq, FIELD_INT, 0),
    FIELD(audit, at, FIELD_TIME, 0),
    FIELD(audit, service, FIELD_TEXT, 0),
    FIELD(audit, person_id, FIELD_UUID, 0),
    FIELD(audit, login, FIELD_TEXT, FIELD_PERSONAL),
    FIELD(audit, action, FIELD_TEXT, 0),
    FIELD(audit, entity, FIELD_TEXT, 0),
    FIELD(audit, entity_id, FIELD_TEXT, 0),
    FIELD(audit, branch, FIELD_TEXT, 0),
    FIELD(audit, peer, FIELD_TEXT, 0),
    FIELD(audit, outcome, FIELD_TEXT, 0),
    FIELD(audit, changes, FIELD_JSON, FIELD_PERSONAL),
    FIELD(audit, prev_hash, FIELD_TEXT, 0),
    FIELD(audit, hash, FIELD_TEXT, 0),
};

const struct table audit_table = {
    .name = "staff.audit", .record = RECORD(audit, audit_fields), .key = "id", .append_only = true, .monthly = true};

static const struct field audit_head_fields[] = {
    FIELD(audit_head, id, FIELD_TEXT, 0),
    FIELD(audit_head, seq, FIELD_INT, 0),
    FIELD(audit_head, hash, FIELD_TEXT, 0),
};

const struct table audit_head_table = {
    .name = "staff.audit_head", .record = RECORD(audit_head, audit_head_fields), .key = "id", .locked = true};

/* The newest first: the key of a row is its place in the chain. */
const struct statement audit_page = {
    "audit_page",
    "SELECT seq::text, to_jsonb(a)\n"
    "FROM audit a\n"
    "WHERE seq < coalesce(nullif($1::text, '')::bigint, 9223372036854775807)\n"
    "  AND ($3::uuid IS NULL OR person_id = $3::uuid)\n"
    "  AND ($4::text IS NULL OR entity = $4::text)\n"
    "  AND ($5::text IS NULL OR entity_id = $5::text)\n"
    "  AND ($6::text IS NULL OR action = $6::text)\n"
    "  AND ($7::text IS NULL OR service = $7::text)\n"
    "  AND ($8::timestamptz IS NULL OR at >= $8::timestamptz)\n"
    "  AND ($9::timestamptz IS NULL OR at < $9::timestamptz)\n"
    "ORDER BY seq DESC\n"
    "LIMIT $2::bigint",
};
