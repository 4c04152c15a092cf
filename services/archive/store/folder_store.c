#include "store/statements.h"
#include "store/tables.h"

static const struct field folder_template_fields[] = {
    FIELD(folder_template, id, FIELD_TEXT, FIELD_REQUIRED),
    FIELD(folder_template, version, FIELD_INT, FIELD_REQUIRED),
    FIELD(folder_template, client_kind, FIELD_TEXT, FIELD_REQUIRED),
    FIELD(folder_template, code, FIELD_TEXT, FIELD_REQUIRED),
    FIELD(folder_template, ord, FIELD_INT, FIELD_REQUIRED),
    FIELD(folder_template, ru, FIELD_TEXT, FIELD_REQUIRED),
    FIELD(folder_template, en, FIELD_TEXT, FIELD_REQUIRED),
    FIELD(folder_template, criteria, FIELD_TEXT, FIELD_REQUIRED),
    FIELD(folder_template, changed_at, FIELD_TIME, FIELD_REQUIRED),
    FIELD(folder_template, changed_by, FIELD_UUID, 0),
};

const struct table folder_template_table = {
    .name = "archive.folder_template", .record = RECORD(folder_template, folder_template_fields), .key = "id"};

static const struct field resort_fields[] = {
    FIELD(resort, client_kind, FIELD_TEXT, FIELD_REQUIRED),
    FIELD(resort, after, FIELD_UUID, FIELD_REQUIRED),
};

const struct table resort_table = {
    .name = "archive.resort", .record = RECORD(resort, resort_fields), .key = "client_kind", .locked = true};

static const struct field folder_fields[] = {
    FIELD(folder, id, FIELD_UUID, FIELD_REQUIRED),
    FIELD(folder, client_id, FIELD_UUID, FIELD_REQUIRED),
    FIELD(folder, code, FIELD_TEXT, FIELD_REQUIRED),
};

const struct table folder_table = {.name = "archive.folder", .record = RECORD(folder, folder_fields), .key = "id"};

static const struct field folder_item_fields[] = {
    FIELD(folder_item, id, FIELD_UUID, FIELD_REQUIRED),
    FIELD(folder_item, folder_id, FIELD_UUID, FIELD_REQUIRED),
    FIELD(folder_item, document_id, FIELD_UUID, FIELD_REQUIRED),
    FIELD(folder_item, client_id, FIELD_UUID, FIELD_REQUIRED),
    FIELD(folder_item, filed_at, FIELD_TIME, FIELD_REQUIRED),
};

const struct table folder_item_table = {
    .name = "archive.folder_item", .record = RECORD(folder_item, folder_item_fields), .key = "id"};

const struct statement folder_statements[] = {
    [FOLDER_LIST] = {"folder_list", "SELECT f.id, f.code, t.ord, t.ru, t.en,\n"
                                    "       (SELECT count(*) FROM archive.folder_item i WHERE i.folder_id = f.id)\n"
                                    "FROM archive.folder f\n"
                                    "JOIN archive.client c ON c.id = f.client_id\n"
                                    "JOIN archive.folder_template t ON t.id = c.kind || '/' || f.code\n"
                                    "WHERE f.client_id = $1::uuid\n"
                                    "ORDER BY t.ord, f.code"},
    [FOLDER_DOCUMENTS] = {"folder_documents",
                          "SELECT d.id, d.version, d.branch, d.sha256, d.size_bytes, d.mime, d.name, d.doc_type,\n"
                          "       d.direction, d.source, d.file_key, d.appeal_id, d.letter_id, d.client_id,\n"
                          "       d.created_at, d.created_by\n"
                          "FROM archive.folder_item i\n"
                          "JOIN archive.document d ON d.id = i.document_id\n"
                          "WHERE i.folder_id = $1::uuid\n"
                          "  AND ($2::uuid IS NULL OR i.document_id < $2::uuid)\n"
                          "ORDER BY i.document_id DESC\n"
                          "LIMIT $3::bigint"},
    [FOLDER_TEMPLATES] = {"folder_templates", "SELECT id, version, client_kind, code, ord, ru, en, criteria,\n"
                                              "       changed_at, changed_by\n"
                                              "FROM archive.folder_template\n"
                                              "ORDER BY client_kind, ord, code"},
    [FOLDER_SORT_BEGIN] = {"folder_sort_begin", "INSERT INTO archive.resort (client_kind, after)\n"
                                                "VALUES ($1::text, '00000000-0000-0000-0000-000000000000')\n"
                                                "ON CONFLICT (client_kind) DO UPDATE SET after = excluded.after"},
    [FOLDER_SORT_NEXT] = {"folder_sort_next", "SELECT client_kind, after\n"
                                              "FROM archive.resort\n"
                                              "ORDER BY client_kind\n"
                                              "LIMIT 1\n"
                                              "FOR UPDATE SKIP LOCKED"},
    [FOLDER_SORT_CLIENTS] = {"folder_sort_clients", "SELECT id\n"
                                                    "FROM archive.client\n"
                                                    "WHERE kind = $1::text AND id > $2::uuid\n"
                                                    "ORDER BY id\n"
                                                    "LIMIT $3::bigint"},
};
