#include "intake.h"

static const struct field appeal_number_fields[] = {
    FIELD(appeal_number, number, FIELD_TEXT, 0),
    FIELD(appeal_number, appeal_id, FIELD_UUID, 0),
};

const struct table appeal_number_table = {.name = "intake.appeal_number",
                                          .record = RECORD(appeal_number, appeal_number_fields),
                                          .key = "number",
                                          .append_only = true};

static const struct field number_counter_fields[] = {
    FIELD(number_counter, id, FIELD_TEXT, 0),
    FIELD(number_counter, last, FIELD_INT, 0),
};

const struct table number_counter_table = {.name = "intake.number_counter",
                                           .record = RECORD(number_counter, number_counter_fields),
                                           .key = "id",
                                           .locked = true};
