#include "intake.h"

static const struct field history_fields[] = {
    FIELD(history, id, FIELD_UUID, 0),         FIELD(history, appeal_id, FIELD_UUID, 0),
    FIELD(history, at, FIELD_TIME, 0),         FIELD(history, event, FIELD_TEXT, 0),
    FIELD(history, from_state, FIELD_TEXT, 0), FIELD(history, to_state, FIELD_TEXT, 0),
    FIELD(history, by, FIELD_UUID, 0),         FIELD(history, by_name, FIELD_TEXT, 0),
    FIELD(history, note, FIELD_TEXT, 0),
};

const struct table history_table = {.name = "intake.history",
                                    .record = RECORD(history, history_fields),
                                    .key = "id",
                                    .append_only = true,
                                    .monthly = true,
                                    .elder = "appeal_id"};
