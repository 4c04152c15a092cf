/* What intake hears: topic, event, handler, and which rows are loaded for a whole batch. */
#include "events.h"
#include "intake.h"
#include "loads.h"

#define APPEAL LOAD(&appeal_table, "id", "appeal_id")
#define ATTACHMENTS LOAD(&attachment_table, "appeal_id", "appeal_id")
#define STAGE LOAD(&stage_line_table, "id", "stage_id")

const struct subscription intake_subscriptions[] = {
    /* A source that must not be able to write in the name of another has a topic of its own, in.appeals.NAME. */
    {"in.appeals.*", "appeal.submitted", NULL, on_appeal_submitted,
     LOADS({&source_table, "name", NULL, load_source_name, 0}, {&submission_table, "key", NULL, load_submission_key, 0},
           {&account_owner_table, "account", NULL, load_account, 0}),
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
