#include "store/statements.h"
#include "store/tables.h"

static const struct field file_fields[] = {
    FIELD(file, sha256, FIELD_TEXT, FIELD_REQUIRED),    FIELD(file, size_bytes, FIELD_INT, FIELD_REQUIRED),
    FIELD(file, mime, FIELD_TEXT, FIELD_REQUIRED),      FIELD(file, scanned, FIELD_BOOL, 0),
    FIELD(file, stored_at, FIELD_TIME, FIELD_REQUIRED),
};

const struct table file_table = {.name = "archive.file", .record = RECORD(file, file_fields), .key = "sha256"};

const struct statement file_statements[] = {
    [FILE_LOCK] = {"file_lock", "SELECT pg_advisory_xact_lock(hashtextextended($1::text, 0))"},
    [FILE_IS_USED] = {"file_is_used",
                      "SELECT EXISTS (SELECT FROM archive.document WHERE sha256 = $1::text)\n"
                      "    OR EXISTS (SELECT FROM archive.claim WHERE sha256 = $1::text AND id <> $2::uuid)"},
    [FILE_ORPHANS] = {"file_orphans", "SELECT name\n"
                                      "FROM unnest($1::text[]) AS name\n"
                                      "WHERE NOT EXISTS (SELECT FROM archive.file WHERE sha256 = name)"},
};

static const struct field document_fields[] = {
    FIELD(document, id, FIELD_UUID, FIELD_REQUIRED),
    FIELD(document, version, FIELD_INT, FIELD_REQUIRED),
    FIELD(document, branch, FIELD_TEXT, FIELD_REQUIRED),
    FIELD(document, sha256, FIELD_TEXT, FIELD_REQUIRED),
    FIELD(document, size_bytes, FIELD_INT, FIELD_REQUIRED),
    FIELD(document, mime, FIELD_TEXT, FIELD_REQUIRED),
    FIELD(document, name, FIELD_TEXT, FIELD_PERSONAL),
    FIELD(document, doc_type, FIELD_TEXT, 0),
    FIELD(document, direction, FIELD_TEXT, FIELD_REQUIRED),
    FIELD(document, source, FIELD_TEXT, FIELD_REQUIRED),
    FIELD(document, file_key, FIELD_TEXT, 0),
    FIELD(document, appeal_id, FIELD_UUID, 0),
    FIELD(document, letter_id, FIELD_UUID, 0),
    FIELD(document, client_id, FIELD_UUID, 0),
    FIELD(document, created_at, FIELD_TIME, FIELD_REQUIRED),
    FIELD(document, created_by, FIELD_UUID, 0),
};

const struct table document_table = {
    .name = "archive.document", .record = RECORD(document, document_fields), .key = "id", .monthly = true};
