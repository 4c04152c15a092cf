#include "events.h"
#include "intake.h"
#include "loads.h"

#define APPEAL                                                                                                         \
    {                                                                                                                  \
        &appeal_table, "id", "appeal_id", NULL, 0                                                                      \
    }
#define ATTACHMENTS                                                                                                    \
    {                                                                                                                  \
        &attachment_table, "appeal_id", "appeal_id", NULL, 0                                                           \
    }
#define STAGE                                                                                                          \
    {                                                                                                                  \
        &stage_line_table, "id", "stage_id", NULL, 0                                                                   \
    }

static const struct subscription subscriptions[] = {
    {"in.appeals.v1", "appeal.submitted", NULL, on_appeal_submitted,
     LOADS({&source_table, "name", NULL, load_source_name, 0}, {&submission_table, "key", NULL, load_submission_key, 0},
           {&account_owner_table, "account", NULL, load_account, 0},
           {&number_counter_table, "id", NULL, load_number_counter, 1}),
     .raw = true},
    {"otklik.archive.v1", NULL, &letter_registered_event, on_letter_registered,
     LOADS({&appeal_table, "id", "letter_id"})},
    {"otklik.archive.v1", NULL, &document_stored_event, on_document_stored, LOADS(APPEAL, ATTACHMENTS)},
    {"otklik.archive.v1", NULL, &document_failed_event, on_document_failed, LOADS(APPEAL, ATTACHMENTS)},
    {"otklik.client-registry.v1", NULL, &client_match_resolved_event, on_client_match_resolved,
     LOADS(APPEAL, ATTACHMENTS)},
    {"otklik.client-registry.v1", NULL, &account_changed_event, on_account_changed,
     LOADS({&account_owner_table, "account", "account"})},
    {"otklik.sla-timer.v1", NULL, &sla_armed_event, on_sla_armed, LOADS(APPEAL, STAGE)},
    {"otklik.sla-timer.v1", NULL, &sla_reached_event, on_sla_reached, LOADS(APPEAL)},
    {"otklik.routing.v1", NULL, &route_built_event, on_route_built, LOADS(APPEAL)},
    {"otklik.routing.v1", NULL, &route_failed_event, on_route_failed, LOADS(APPEAL)},
    {"otklik.routing.v1", NULL, &stage_queued_event, on_stage_queued, LOADS(APPEAL, STAGE)},
    {"otklik.routing.v1", NULL, &stage_assigned_event, on_stage_assigned, LOADS(APPEAL, STAGE)},
    {"otklik.routing.v1", NULL, &stage_completed_event, on_stage_completed, LOADS(APPEAL, STAGE)},
    {"otklik.routing.v1", NULL, &stage_returned_event, on_stage_returned, LOADS(APPEAL, STAGE)},
    {"otklik.routing.v1", NULL, &stage_cancelled_event, on_stage_cancelled, LOADS(APPEAL, STAGE)},
    {"otklik.routing.v1", NULL, &route_completed_event, on_route_completed, LOADS(APPEAL)},
    {"otklik.routing.v1", NULL, &response_signed_event, on_response_signed, LOADS(APPEAL)},
    {"otklik.routing.v1", NULL, &response_returned_event, on_response_returned, LOADS(APPEAL)},
    {"otklik.notification.v1", NULL, &delivery_sent_event, on_delivery_sent, LOADS(APPEAL)},
    {"otklik.staff.v1", NULL, &staff_branch_changed_event, on_staff_branch_changed,
     LOADS({&branch_table, "code", "code"})},
    {"otklik.staff.v1", NULL, &staff_employee_changed_event, on_staff_employee_changed,
     LOADS({&employee_table, "id", "employee_id"})},
    {0},
};

static const struct job jobs[] = {
    {"catalogue-refresh", 1000, job_catalogue_refresh, false},
    {"close-answered", 60000, job_close_answered, true},
    {0},
};

static const struct route routes[] = {
    {"POST", "/v1/appeals/search", http_journal_page, "appeal.read", ROUTE_READ,
     "A page of the journal by filters, newest first", "journal_filter", "journal_page"},
    {"POST", "/v1/appeals/counts", http_journal_counts, "appeal.read", ROUTE_READ,
     "How many each filter finds, counted up to 999", "journal_counts_form", "journal_counts"},
    {"GET", "/v1/appeals/{id}", http_appeal_get, "appeal.read", ROUTE_READ | ROUTE_AUDITED,
     "The whole card of an appeal", NULL, "card"},
    {"GET", "/v1/appeals/by-number/{number}", http_appeal_status, "appeal.status", ROUTE_READ | ROUTE_AUDITED,
     "The card by its number", NULL, "card"},
    {"POST", "/v1/appeals", http_appeal_create, "appeal.register", ROUTE_CREATES,
     "Open a card; `then` registers, sends or solves it at once", "appeal_form", "card"},
    {"PUT", "/v1/appeals/{id}", http_appeal_change, "appeal.register", ROUTE_CHANGES,
     "Change a card that is not in work yet", "appeal_form", "card"},
    {"POST", "/v1/appeals/{id}/register", http_appeal_register, "appeal.register", ROUTE_CHANGES,
     "Register a card (T3)", NULL, "card"},
    {"POST", "/v1/appeals/{id}/send", http_appeal_send, "appeal.send", ROUTE_CHANGES, "Send to work (T4)", NULL,
     "card"},
    {"POST", "/v1/appeals/{id}/solve", http_appeal_solve, "appeal.send", ROUTE_CHANGES,
     "Solved at once, without stages", "solve", "card"},
    {"POST", "/v1/appeals/{id}/cancel", http_appeal_cancel, "appeal.cancel", ROUTE_CHANGES,
     "Void the registration (T23)", "reason", "card"},
    {"POST", "/v1/appeals/{id}/withdraw", http_appeal_withdraw, "appeal.withdraw", ROUTE_CHANGES,
     "The applicant takes it back (T14)", "reason", "card"},
    {"POST", "/v1/appeals/{id}/close", http_appeal_close, "appeal.send", ROUTE_CHANGES,
     "Close an answered appeal (T12)", NULL, "card"},
    {"POST", "/v1/appeals/{id}/reopen", http_appeal_reopen, "appeal.reopen", ROUTE_CHANGES,
     "Reopen within the days allowed (T13)", "reason", "card"},
    {"GET", "/v1/types", http_type_list, NULL, ROUTE_READ, "All appeal types", NULL, "type_list"},
    {"GET", "/v1/types/{code}", http_type_get, NULL, ROUTE_READ, "One appeal type in full", NULL, "appeal_type"},
    {"PUT", "/v1/types/{code}", http_type_put, "admin.catalogue", 0,
     "Publish a version of a type; the same text is no new version", "appeal_type", "changed"},
    {"GET", "/v1/dictionaries/{name}", http_dictionary_get, NULL, ROUTE_READ, "A dictionary of the catalogue", NULL,
     "dictionary"},
    {"PUT", "/v1/dictionaries/{name}", http_dictionary_put, "admin.catalogue", 0, "Load a dictionary of the catalogue",
     "dictionary", "changed"},
    {"GET", "/v1/sources", http_source_list, "source.manage", ROUTE_READ, "Declared sources", NULL, "source_list"},
    {"PUT", "/v1/sources/{name}", http_source_put, "source.manage", 0, "Declare or change a source", "source",
     "source"},
    {0},
};

static const struct event_type *const emits[] = {
    &appeal_received_event,
    &appeal_registered_event,
    &appeal_sent_to_work_event,
    &appeal_response_prep_event,
    &appeal_sending_event,
    &appeal_answered_event,
    &appeal_closed_event,
    &appeal_reopened_event,
    &appeal_cancelled_event,
    &appeal_withdrawn_event,
    &appeal_access_changed_event,
    &appeal_accepted_event,
    &appeal_refused_event,
    &appeal_status_changed_event,
    &appeal_status_event,
    &response_ready_event,
    &catalogue_type_published_event,
    &audit_recorded_event,
    &catalogue_dictionary_changed_event,
    &source_changed_event,
    NULL,
};

static const struct service intake = {
    .name = "intake",
    .about = "the register of appeals: cards, numbers, types, and the life cycle of every appeal",
    .subscriptions = subscriptions,
    .jobs = jobs,
    .routes = routes,
    .stores = intake_stores,
    .emits = emits,
    .start = catalogue_start,
    .stop = catalogue_stop,
};

int main(int argc, char **argv)
{
    return service_main(&intake, argc, argv);
}
