#include "appeal_status_changed.h"

static const struct field fields[] = {
    FIELD(appeal_status_changed, appeal_id, FIELD_UUID, FIELD_REQUIRED),
    FIELD(appeal_status_changed, version, FIELD_INT, FIELD_REQUIRED),
    FIELD(appeal_status_changed, number, FIELD_TEXT, FIELD_REQUIRED),
    FIELD(appeal_status_changed, external_id, FIELD_TEXT, 0),
    FIELD(appeal_status_changed, source, FIELD_TEXT, 0),
    FIELD(appeal_status_changed, transition, FIELD_TEXT, FIELD_REQUIRED),
    FIELD(appeal_status_changed, state, FIELD_TEXT, FIELD_REQUIRED),
    FIELD(appeal_status_changed, text_ru, FIELD_TEXT, FIELD_REQUIRED),
    FIELD(appeal_status_changed, text_en, FIELD_TEXT, FIELD_REQUIRED),
    FIELD(appeal_status_changed, due, FIELD_DATE, 0),
    FIELD(appeal_status_changed, at, FIELD_TIME, FIELD_REQUIRED),
};

const struct event_type appeal_status_changed_event = {"appeal.status_changed", "otklik.appeal-events.v1",
                                                       RECORD(appeal_status_changed, fields)};
