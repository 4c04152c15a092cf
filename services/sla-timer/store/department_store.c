#include "store/tables.h"

static const struct field columns[] = {
    FIELD(department, id, FIELD_UUID, FIELD_REQUIRED),
    FIELD(department, version, FIELD_INT, FIELD_REQUIRED),
    FIELD(department, branch, FIELD_TEXT, FIELD_REQUIRED),
    FIELD(department, calendar, FIELD_TEXT, 0),
    FIELD(department, hours, FIELD_JSON, 0),
    FIELD(department, head_id, FIELD_UUID, 0),
};

const struct table department_table = {
    .name = "sla_timer.department",
    .record = RECORD(department, columns),
    .key = "id",
};
