/* notification: see README.md; what it hears stands in subscriptions.c, what it serves in routes.c. */
#include "events.h"
#include "notification.h"

static const struct job jobs[] = {
    {"send-mail", 500, mail_job_run, true, mail_job_after, .upon_news = true},
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
    .subscriptions = notification_subscriptions,
    .gather_ms = 500,
    .may_wait_s = 5,
    .jobs = jobs,
    .routes = notification_routes,
    .stores = notification_stores,
    .emits = emits,
    .start = app_start,
    .stop = app_stop,
};

int main(int argc, char **argv)
{
    return service_main(&notification, argc, argv);
}
