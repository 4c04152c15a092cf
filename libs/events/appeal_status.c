#include "appeal_status.h"

static const struct field fields[] = {
    FIELD(appeal_status, appeal_id, FIELD_UUID, FIELD_REQUIRED),
    FIELD(appeal_status, version, FIELD_INT, FIELD_REQUIRED),
    FIELD(appeal_status, number, FIELD_TEXT, FIELD_REQUIRED),
    FIELD(appeal_status, external_id, FIELD_TEXT, 0),
    FIELD(appeal_status, source, FIELD_TEXT, 0),
    FIELD(appeal_status, state, FIELD_TEXT, FIELD_REQUIRED),
    FIELD(appeal_status, text_ru, FIELD_TEXT, FIELD_REQUIRED),
    FIELD(appeal_status, text_en, FIELD_TEXT, FIELD_REQUIRED),
    FIELD(appeal_status, due, FIELD_DATE, 0),
    FIELD(appeal_status, at, FIELD_TIME, FIELD_REQUIRED),
};

const struct event_type appeal_status_event = {"appeal.status", "otklik.appeal-status.v1",
                                               RECORD(appeal_status, fields)};
