#include "documents_requested.h"

static const struct field fields[] = {
    FIELD(documents_requested, appeal_id, FIELD_UUID, FIELD_REQUIRED),
    FIELD(documents_requested, number, FIELD_TEXT, FIELD_REQUIRED),
    FIELD(documents_requested, external_id, FIELD_TEXT, 0),
    FIELD(documents_requested, source, FIELD_TEXT, 0),
    FIELD(documents_requested, documents, FIELD_JSON, FIELD_REQUIRED),
    FIELD(documents_requested, text_ru, FIELD_TEXT, 0),
    FIELD(documents_requested, text_en, FIELD_TEXT, 0),
    FIELD(documents_requested, at, FIELD_TIME, FIELD_REQUIRED),
};

const struct event_type documents_requested_event = {"documents.requested", "otklik.appeal-events.v1",
                                                     RECORD(documents_requested, fields)};
