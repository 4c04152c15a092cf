/* What staff hears: topic, event, handler, and which rows are loaded for a whole batch. */
#include "audit_recorded.h"
#include "staff.h"
#include "statements.h"

const struct subscription staff_subscriptions[] = {
    {"otklik.audit.v1", NULL, &audit_recorded_event, on_audit_recorded, NULL, false},
    {"in.staff.v1", "employee.changed", NULL, on_employee_changed, NULL, false},
    {0},
};
