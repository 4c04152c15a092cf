#include "events.h"
#include "notification.h"

static const struct subscription subscriptions[] = {
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

static const struct job jobs[] = {
    {"send-mail", 500, mail_job_run, true, mail_job_after, .upon_news = true},
    {0},
};

static const struct route routes[] = {
    {"GET", "/v1/responses/{id}", http_response_get, "appeal.read", ROUTE_READ | ROUTE_AUDITED,
     "A signed answer and its ways", NULL, "response"},
    {"GET", "/v1/responses/{id}/letter.pdf", http_response_letter, "appeal.read", ROUTE_READ | ROUTE_AUDITED,
     "The answer as a PDF letter", NULL, NULL},
    {"POST", "/v1/letter-previews", http_letter_preview, "appeal.read", ROUTE_READ,
     "How a draft will look as a letter, before it is signed", "letter_draft", "letter_preview"},
    {"GET", "/v1/appeals/{id}/deliveries", http_appeal_deliveries, "appeal.read", ROUTE_READ | ROUTE_AUDITED,
     "All ways of all answers of an appeal", NULL, "delivery_page"},
    {"POST", "/v1/deliveries/{id}/confirm", http_delivery_confirm, "delivery.work", 0, "The client has the answer",
     "delivery_confirm", "delivery_state"},
    {"GET", "/v1/tasks", http_task_list, "delivery.work", ROUTE_READ | ROUTE_AUDITED,
     "Answers that a person has to send or to look after, oldest first", NULL, "delivery_task_page",
     "branch department channel after limit:integer"},
    {"POST", "/v1/tasks/{id}/done", http_task_done, "delivery.work", ROUTE_CHANGES, "It went; here is the proof",
     "delivery_done", "delivery_state"},
    {"POST", "/v1/tasks/{id}/failed", http_task_failed, "delivery.work", ROUTE_CHANGES,
     "This way does not work; another one follows", "reason", "delivery_state"},
    {"POST", "/v1/tasks/{id}/resend", http_task_resend, "delivery.work", ROUTE_CHANGES,
     "Send again what may have gone already", NULL, "delivery_state"},
    {"GET", "/v1/notices", http_notice_list, NULL, ROUTE_READ, "My notices, newest first", NULL, "notice_page",
     "after unread limit:integer"},
    {"POST", "/v1/notices/{id}/read", http_notice_read, NULL, 0, "I have read it", NULL, NULL},
    {"POST", "/v1/notices/read-all", http_notice_read_all, NULL, 0, "I have read them all", NULL, NULL},
    {"GET", "/v1/layouts", http_layout_list, "admin.catalogue", ROUTE_READ, "All forms of letters and mails", NULL,
     "layout_list"},
    {"GET", "/v1/layouts/{code}", http_layout_get, "admin.catalogue", ROUTE_READ, "The form of letters or mails", NULL,
     "layout"},
    {"PUT", "/v1/layouts/{code}", http_layout_put, "admin.catalogue", 0,
     "Load the form of letters or mails; the same text is no new version", "layout", "changed"},
    {0},
};

static const struct event_type *const emits[] = {
    &delivery_queued_event, &delivery_sent_event,  &delivery_delivered_event,
    &delivery_failed_event, &audit_recorded_event, NULL,
};

static const struct service notification = {
    .name = "notification",
    .about = "delivers answers by the ways their clients chose, with proof, and tells employees what waits for them",
    .config = app_config,
    .subscriptions = subscriptions,
    .gather_ms = 500,
    .jobs = jobs,
    .routes = routes,
    .stores = notification_stores,
    .emits = emits,
    .start = app_start,
    .stop = app_stop,
};

int main(int argc, char **argv)
{
    return service_main(&notification, argc, argv);
}
