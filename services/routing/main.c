#include "events.h"
#include "routing.h"

#define CASE                                                                                                           \
    {                                                                                                                  \
        &case_file_table, "id", "appeal_id", NULL, 0                                                                   \
    }
#define STAGES                                                                                                         \
    {                                                                                                                  \
        &stage_table, "appeal_id", "appeal_id", NULL, 0                                                                \
    }
#define ANSWER                                                                                                         \
    {                                                                                                                  \
        &response_table, "appeal_id", "appeal_id", NULL, 0                                                             \
    }

static const struct subscription subscriptions[] = {
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

static const struct route routes[] = {
    {"GET", "/v1/worklist/{kind}", http_worklist, "stage.take", ROUTE_READ,
     "Stages: mine, pool, distribution (of a head), signature", NULL, "worklist_page", "after limit:integer"},
    {"GET", "/v1/load", http_load, "stage.assign", ROUTE_READ, "How much each employee of my department has", NULL,
     "load_page"},
    {"GET", "/v1/appeals/{id}/work", http_case_get, "appeal.read", ROUTE_READ | ROUTE_AUDITED,
     "Stages and answer of an appeal", NULL, "case"},
    {"POST", "/v1/stages/take-next", http_stage_take_next, "stage.take", ROUTE_CREATES,
     "Take the next stage of my team's queue; a repeat gets the same one", NULL, "stage"},
    {"POST", "/v1/stages/{id}/take", http_stage_take, "stage.pick", ROUTE_CHANGES, "Take this stage out of order", NULL,
     "stage"},
    {"POST", "/v1/stages/{id}/assign", http_stage_assign, NULL, ROUTE_CHANGES, "Appoint the employee, by the head",
     "stage_assign", "stage"},
    {"POST", "/v1/stages/{id}/complete", http_stage_complete, "stage.work", ROUTE_CHANGES,
     "Finish my stage with a result", "stage_complete", "stage"},
    {"POST", "/v1/stages/{id}/return", http_stage_return, "stage.return", ROUTE_CHANGES,
     "Return the work to an earlier stage", "stage_return", "stage"},
    {"PUT", "/v1/appeals/{id}/response", http_response_put, "response.prepare", ROUTE_CHANGES,
     "Write the draft of the answer", "response_form", "response_draft"},
    {"GET", "/v1/appeals/{id}/templates", http_template_offer, "response.prepare", ROUTE_READ | ROUTE_AUDITED,
     "Templates for the answer to an appeal, filled in", NULL, "template_offers"},
    {"POST", "/v1/responses/{id}/approve", http_response_approve, "response.approve", ROUTE_CHANGES,
     "Approve the draft", NULL, "response_draft"},
    {"POST", "/v1/responses/{id}/sign", http_response_sign, "response.sign", ROUTE_CHANGES,
     "Sign the answer: it goes out", NULL, "response_draft"},
    {"POST", "/v1/responses/{id}/return", http_response_return, "response.sign", ROUTE_CHANGES,
     "Send the draft back with a reason", "reason", "response_draft"},
    {"GET", "/v1/unrouted", http_unrouted, "admin.bindings", ROUTE_READ, "Appeals whose route has no department", NULL,
     "unrouted_page", "limit:integer"},
    {"POST", "/v1/appeals/{id}/retry", http_case_retry, "admin.bindings", 0, "Try the route again", NULL, "case"},
    {"GET", "/v1/bindings", http_binding_list, "admin.bindings", ROUTE_READ, "Bindings of process roles", NULL,
     "binding_page", "branch"},
    {"PUT", "/v1/bindings", http_binding_put, "admin.bindings", 0, "Bind a role of a branch to a department", "binding",
     "binding"},
    {"PUT", "/v1/departments/{department}/responsible", http_responsible_put, "admin.bindings", 0,
     "Who answers for what in a department", "responsible", "responsible_count"},
    {"GET", "/v1/templates", http_template_list, "response.prepare", ROUTE_READ, "Templates of answers", NULL,
     "template_page"},
    {"PUT", "/v1/templates/{code}", http_template_put, "admin.catalogue", 0, "Load a template of an answer", "template",
     "changed"},
    {0},
};

static const struct event_type *const emits[] = {
    &route_built_event,
    &route_failed_event,
    &route_completed_event,
    &stage_queued_event,
    &stage_assigned_event,
    &stage_completed_event,
    &stage_returned_event,
    &stage_cancelled_event,
    &response_signed_event,
    &response_returned_event,
    NULL,
};

static const struct service routing = {
    .name = "routing",
    .about = "who works on an appeal: routes, departments, stages, worklists, and the answer up to its signature",
    .subscriptions = subscriptions,
    .routes = routes,
    .stores = routing_stores,
    .emits = emits,
};

int main(int argc, char **argv)
{
    return service_main(&routing, argc, argv);
}
