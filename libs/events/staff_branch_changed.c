#include "staff_branch_changed.h"

static const struct field fields[] = {
    FIELD(staff_branch_changed, code, FIELD_TEXT, FIELD_REQUIRED),
    FIELD(staff_branch_changed, version, FIELD_INT, FIELD_REQUIRED),
    FIELD(staff_branch_changed, ru, FIELD_TEXT, FIELD_REQUIRED),
    FIELD(staff_branch_changed, en, FIELD_TEXT, 0),
    FIELD(staff_branch_changed, tz, FIELD_TEXT, FIELD_REQUIRED),
    FIELD(staff_branch_changed, calendar, FIELD_TEXT, 0),
    FIELD(staff_branch_changed, active, FIELD_BOOL, 0),
};

const struct event_type staff_branch_changed_event = {"staff.branch_changed", "otklik.staff.v1",
                                                      RECORD(staff_branch_changed, fields)};
