/* What notification hears: topic, event, handler, and which rows are loaded for a whole batch. */
#include "events.h"
#include "notification.h"

const struct subscription notification_subscriptions[] = {
    {"otklik.intake.v1", NULL, &appeal_sending_event, on_appeal_sending,
     LOADS({&response_table, "id", "response_id"}, {&department_table, "branch", "branch"})},
    {"otklik.intake.v1", NULL, &appeal_cancelled_event, on_appeal_cancelled,
     LOADS({&delivery_table, "appeal_id", "appeal_id"})},
    {"otklik.intake.v1", NULL, &appeal_withdrawn_event, on_appeal_withdrawn,
     LOADS({&delivery_table, "appeal_id", "appeal_id"})},
    {"otklik.intake.v1", NULL, &appeal_reopened_event, on_appeal_reopened,
     LOADS({&delivery_table, "appeal_id", "appeal_id"})},
    {"in.confirmations.v1", "response.confirmed", &response_confirmed_event, on_response_confirmed,
     LOADS({&response_table, "id", "response_id"}, {&delivery_table, "response_id", "response_id"})},
    {"otklik.sla-timer.v1", NULL, &sla_approaching_event, on_sla_approaching, NULL},
    {"otklik.sla-timer.v1", NULL, &sla_reached_event, on_sla_reached, NULL},
    {"otklik.sla-timer.v1", NULL, &sla_escalated_event, on_sla_escalated, NULL},
    {"otklik.routing.v1", NULL, &stage_assigned_event, on_stage_assigned, NULL},
    {"otklik.routing.v1", NULL, &route_failed_event, on_route_failed, LOADS({&employee_table, "branch", "branch"})},
    {"otklik.staff.v1", NULL, &staff_branch_changed_event, on_staff_branch_changed,
     LOADS({&branch_table, "code", "code"})},
    {"otklik.staff.v1", NULL, &staff_department_changed_event, on_staff_department_changed,
     LOADS({&department_table, "id", "department_id"})},
    {"otklik.staff.v1", NULL, &staff_employee_changed_event, on_staff_employee_changed,
     LOADS({&employee_table, "id", "employee_id"})},
    {0},
};
