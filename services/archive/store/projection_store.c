#include "store/tables.h"

static const struct field appeal_fields[] = {
    FIELD(appeal, id, FIELD_UUID, FIELD_REQUIRED), FIELD(appeal, branch, FIELD_TEXT, FIELD_REQUIRED),
    FIELD(appeal, type_code, FIELD_TEXT, 0),       FIELD(appeal, category, FIELD_TEXT, 0),
    FIELD(appeal, service, FIELD_TEXT, 0),         FIELD(appeal, client_id, FIELD_UUID, 0),
    FIELD(appeal, department, FIELD_UUID, 0),      FIELD(appeal, holder, FIELD_UUID, 0),
    FIELD(appeal, held_by, FIELD_IDS, 0),          FIELD(appeal, confidential, FIELD_BOOL, 0),
    FIELD(appeal, excluded, FIELD_IDS, 0),
};

const struct table appeal_table = {
    .name = "archive.appeal", .record = RECORD(appeal, appeal_fields), .key = "id", .locked = true};

static const struct field source_fields[] = {
    FIELD(source, name, FIELD_TEXT, FIELD_REQUIRED),
    FIELD(source, version, FIELD_INT, FIELD_REQUIRED),
    FIELD(source, file_hosts, FIELD_JSON, 0),
    FIELD(source, trusted, FIELD_BOOL, 0),
};

const struct table source_table = {.name = "archive.source", .record = RECORD(source, source_fields), .key = "name"};

static const struct field doc_type_fields[] = {
    FIELD(doc_type, code, FIELD_TEXT, FIELD_REQUIRED),
    FIELD(doc_type, version, FIELD_INT, FIELD_REQUIRED),
    FIELD(doc_type, category, FIELD_TEXT, 0),
    FIELD(doc_type, ru, FIELD_TEXT, 0),
    FIELD(doc_type, en, FIELD_TEXT, 0),
};

const struct table doc_type_table = {
    .name = "archive.doc_type", .record = RECORD(doc_type, doc_type_fields), .key = "code"};

static const struct field client_fields[] = {
    FIELD(client, id, FIELD_UUID, FIELD_REQUIRED),
    FIELD(client, version, FIELD_INT, FIELD_REQUIRED),
    FIELD(client, kind, FIELD_TEXT, FIELD_REQUIRED),
    FIELD(client, branch, FIELD_TEXT, 0),
};

const struct table client_table = {
    .name = "archive.client", .record = RECORD(client, client_fields), .key = "id", .locked = true};
