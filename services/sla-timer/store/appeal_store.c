#include "store/tables.h"

static const struct field columns[] = {
    FIELD(appeal, id, FIELD_UUID, FIELD_REQUIRED),
    FIELD(appeal, number, FIELD_TEXT, FIELD_REQUIRED),
    FIELD(appeal, branch, FIELD_TEXT, FIELD_REQUIRED),
    FIELD(appeal, cycle_no, FIELD_INT, FIELD_REQUIRED),
    FIELD(appeal, sent, FIELD_BOOL, FIELD_REQUIRED),
    FIELD(appeal, legal_due_at, FIELD_TIME, 0),
    FIELD(appeal, ended, FIELD_BOOL, FIELD_REQUIRED),
    FIELD(appeal, confidential, FIELD_BOOL, 0),
    FIELD(appeal, excluded, FIELD_IDS, 0),
};

const struct table appeal_table = {
    .name = "sla_timer.appeal",
    .record = RECORD(appeal, columns),
    .key = "id",
    .locked = true,
};
