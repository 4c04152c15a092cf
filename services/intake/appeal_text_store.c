#include "intake.h"

static const struct field appeal_text_fields[] = {
    FIELD(appeal_text, id, FIELD_UUID, 0),
    FIELD(appeal_text, text, FIELD_TEXT, FIELD_PERSONAL),
};

const struct table appeal_text_table = {
    .name = "intake.appeal_text", .record = RECORD(appeal_text, appeal_text_fields), .key = "id", .monthly = true};
