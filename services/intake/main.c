/* intake: see README.md; what it hears stands in subscriptions.c, what it serves in routes.c. */
#include "app.h"
#include "events.h"
#include "intake.h"
#include "loads.h"

static const struct job jobs[] = {
    {"catalogue-refresh", 1000, job_catalogue_refresh, false},
    {"close-answered", 60000, job_close_answered, true},
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
    .subscriptions = intake_subscriptions,
    .jobs = jobs,
    .routes = intake_routes,
    .stores = intake_stores,
    .emits = emits,
    .start = intake_start,
    .stop = intake_stop,
};

int main(int argc, char **argv)
{
    return service_main(&intake, argc, argv);
}
