#include "document_failed.h"

static const struct field fields[] = {
    FIELD(document_failed, appeal_id, FIELD_UUID, 0),
    FIELD(document_failed, file_key, FIELD_TEXT, FIELD_REQUIRED),
    FIELD(document_failed, doc_type, FIELD_TEXT, 0),
    FIELD(document_failed, name, FIELD_TEXT, FIELD_PERSONAL),
    FIELD(document_failed, reason, FIELD_TEXT, FIELD_REQUIRED),
    FIELD(document_failed, final, FIELD_BOOL, 0),
    FIELD(document_failed, at, FIELD_TIME, FIELD_REQUIRED),
};

const struct event_type document_failed_event = {"document.failed", "otklik.archive.v1",
                                                 RECORD(document_failed, fields)};
