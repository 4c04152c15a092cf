#include "document_filed.h"

static const struct field fields[] = {
    FIELD(document_filed, document_id, FIELD_UUID, FIELD_REQUIRED),
    FIELD(document_filed, client_id, FIELD_UUID, FIELD_REQUIRED),
    FIELD(document_filed, appeal_id, FIELD_UUID, 0),
    FIELD(document_filed, folder, FIELD_TEXT, FIELD_REQUIRED),
    FIELD(document_filed, at, FIELD_TIME, FIELD_REQUIRED),
};

const struct event_type document_filed_event = {"document.filed", "otklik.archive.v1", RECORD(document_filed, fields)};
