#include "store/tables.h"

static const struct field columns[] = {
    FIELD(id_document, id, FIELD_UUID, FIELD_REQUIRED),
    FIELD(id_document, client_id, FIELD_UUID, FIELD_REQUIRED),
    FIELD(id_document, type, FIELD_TEXT, FIELD_REQUIRED),
    FIELD(id_document, series, FIELD_TEXT, FIELD_PERSONAL),
    FIELD(id_document, number, FIELD_TEXT, FIELD_REQUIRED),
    FIELD(id_document, number_norm, FIELD_TEXT, FIELD_PERSONAL),
    FIELD(id_document, issued_by, FIELD_TEXT, FIELD_PERSONAL),
    FIELD(id_document, issue_date, FIELD_DATE, 0),
    FIELD(id_document, valid_to, FIELD_DATE, 0),
};

const struct table id_document_table = {
    .name = "client_registry.id_document",
    .record = RECORD(id_document, columns),
    .key = "id",
};
