#include "document_stored.h"

static const struct field fields[] = {
    FIELD(document_stored, document_id, FIELD_UUID, FIELD_REQUIRED),
    FIELD(document_stored, appeal_id, FIELD_UUID, 0),
    FIELD(document_stored, client_id, FIELD_UUID, 0),
    FIELD(document_stored, letter_id, FIELD_UUID, 0),
    FIELD(document_stored, file_key, FIELD_TEXT, 0),
    FIELD(document_stored, doc_type, FIELD_TEXT, 0),
    FIELD(document_stored, name, FIELD_TEXT, FIELD_PERSONAL),
    FIELD(document_stored, mime, FIELD_TEXT, 0),
    FIELD(document_stored, size_bytes, FIELD_INT, FIELD_REQUIRED),
    FIELD(document_stored, sha256, FIELD_TEXT, FIELD_REQUIRED),
    FIELD(document_stored, source, FIELD_TEXT, FIELD_REQUIRED),
    FIELD(document_stored, at, FIELD_TIME, FIELD_REQUIRED),
};

const struct event_type document_stored_event = {"document.stored", "otklik.archive.v1",
                                                 RECORD(document_stored, fields)};
