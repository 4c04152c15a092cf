#include "intake.h"

static const struct field stage_line_fields[] = {
    FIELD(stage_line, id, FIELD_UUID, 0),         FIELD(stage_line, appeal_id, FIELD_UUID, 0),
    FIELD(stage_line, cycle_no, FIELD_INT, 0),    FIELD(stage_line, seq, FIELD_INT, 0),
    FIELD(stage_line, role, FIELD_TEXT, 0),       FIELD(stage_line, state, FIELD_TEXT, 0),
    FIELD(stage_line, department, FIELD_UUID, 0), FIELD(stage_line, department_name, FIELD_TEXT, 0),
    FIELD(stage_line, employee, FIELD_UUID, 0),   FIELD(stage_line, employee_name, FIELD_TEXT, 0),
    FIELD(stage_line, entered_at, FIELD_TIME, 0), FIELD(stage_line, due_at, FIELD_TIME, 0),
    FIELD(stage_line, done_at, FIELD_TIME, 0),    FIELD(stage_line, result, FIELD_TEXT, 0),
    FIELD(stage_line, note, FIELD_TEXT, 0),
};

const struct table stage_line_table = {.name = "intake.stage_line",
                                       .record = RECORD(stage_line, stage_line_fields),
                                       .key = "id",
                                       .monthly = true,
                                       .elder = "appeal_id"};
