/* What routing hears: topic, event, handler, and which rows are loaded for a whole batch. */
#include "events.h"
#include "routing.h"

#define CASE LOAD(&case_file_table, "id", "appeal_id")
#define STAGES LOAD(&stage_table, "appeal_id", "appeal_id")
#define ANSWER LOAD(&response_table, "appeal_id", "appeal_id")

const struct subscription routing_subscriptions[] = {
    {"otklik.intake.v1", NULL, &appeal_sent_to_work_event, on_appeal_sent_to_work, LOADS(CASE, STAGES, ANSWER)},
    {"otklik.intake.v1", NULL, &appeal_cancelled_event, on_appeal_cancelled, LOADS(CASE, STAGES, ANSWER)},
    {"otklik.intake.v1", NULL, &appeal_withdrawn_event, on_appeal_withdrawn, LOADS(CASE, STAGES, ANSWER)},
    {"otklik.intake.v1", NULL, &appeal_answered_event, on_appeal_answered, LOADS(CASE, STAGES)},
    {"otklik.sla-timer.v1", NULL, &sla_armed_event, on_sla_armed,
     LOADS(CASE, {&stage_table, "id", "stage_id", NULL, 0})},
    {"otklik.staff.v1", NULL, &staff_department_changed_event, on_staff_department_changed,
     LOADS({&department_table, "id", "department_id"})},
    {"otklik.staff.v1", NULL, &staff_employee_changed_event, on_staff_employee_changed,
     LOADS({&employee_table, "id", "employee_id"})},
    {"otklik.staff.v1", NULL, &staff_absence_changed_event, on_staff_absence_changed,
     LOADS({&absence_table, "id", "absence_id"})},
    {0},
};
