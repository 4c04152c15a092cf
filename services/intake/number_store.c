#include "intake.h"

static const struct field appeal_number_fields[] = {
    FIELD(appeal_number, number, FIELD_TEXT, 0),
    FIELD(appeal_number, appeal_id, FIELD_UUID, 0),
};

const struct table appeal_number_table = {.name = "intake.appeal_number",
                                          .record = RECORD(appeal_number, appeal_number_fields),
                                          .key = "number",
                                          .append_only = true};
