/* client-registry: who the clients are. See README.md. */
#include "account_changed.h"
#include "audit_recorded.h"
#include "client_changed.h"
#include "client_created.h"
#include "client_match_resolved.h"
#include "client_registry.h"
#include "store/stores.h"
#include "store/tables.h"

static const struct event_type *const emits[] = {&client_created_event,        &client_changed_event,
                                                 &client_match_resolved_event, &account_changed_event,
                                                 &audit_recorded_event,        NULL};

static const struct service service = {
    .name = "client-registry",
    .about = "Clients, their accounts and contracts; whose appeal it is; billing's changes",
    .config = registry_config,
    .subscriptions = registry_subscriptions,
    .routes = registry_routes,
    .stores = registry_stores,
    .emits = emits,
    .start = registry_start,
    .stop = registry_stop,
};

int main(int argc, char **argv)
{
    return service_main(&service, argc, argv);
}
