#include "store/tables.h"

static const struct field columns[] = {
    FIELD(branch, code, FIELD_TEXT, FIELD_REQUIRED),
    FIELD(branch, version, FIELD_INT, FIELD_REQUIRED),
    FIELD(branch, tz, FIELD_TEXT, FIELD_REQUIRED),
    FIELD(branch, calendar, FIELD_TEXT, 0),
    FIELD(branch, ru, FIELD_TEXT, 0),
    FIELD(branch, en, FIELD_TEXT, 0),
};

const struct table branch_table = {.name = "sla_timer.branch", .record = RECORD(branch, columns), .key = "code"};
