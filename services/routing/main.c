/* routing: see README.md; what it hears stands in subscriptions.c, what it serves in routes.c. */
#include "events.h"
#include "routing.h"

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
    .subscriptions = routing_subscriptions,
    .routes = routing_routes,
    .stores = routing_stores,
    .emits = emits,
};

int main(int argc, char **argv)
{
    return service_main(&routing, argc, argv);
}
