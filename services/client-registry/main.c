/* client-registry: who the clients are. See README.md. */
#include "account_changed.h"
#include "appeal_received.h"
#include "audit_recorded.h"
#include "client_changed.h"
#include "client_created.h"
#include "client_match_resolved.h"
#include "client_registry.h"
#include "store/stores.h"
#include "store/tables.h"

static const struct subscription subscriptions[] = {
    {"otklik.intake.v1", NULL, &appeal_received_event, on_appeal_received,
     LOADS({&account_table, "number_norm", .value = appeal_account_norm},
           {&contact_table, "phone", .value = appeal_phone}, {&contact_table, "email_hash", .value = appeal_email_hash},
           {&account_party_table, "account_id", .value = appeal_account_id, .round = 1})},
    {"in.billing.1c.v1", NULL, NULL, on_billing_package, .raw = true},
    {"ora_perm.BILL.ABONENT", NULL, NULL, on_billing_row, .raw = true},
    {0},
};

static const struct route routes[] = {
    {"POST", "/v1/clients", http_client_create, "client.write", ROUTE_CREATES,
     "Creates a client; an exact double is refused with the rule and the client found", "client", "client_card"},
    {"PUT", "/v1/clients/{id}", http_client_change, "client.write", ROUTE_CHANGES,
     "Changes a client: absent members stay, null ones are cleared", "client", "client_card"},
    {"GET", "/v1/clients/{id}", http_client_get, "client.read", ROUTE_AUDITED, "A client with contacts and documents",
     .answer_schema = "client_card"},
    {"POST", "/v1/clients/search", http_client_search, "client.read", ROUTE_AUDITED,
     "Finds clients by any exact datum, or by surname and the beginning of the name", "client_search", "client_page"},
    {0},
};

static const struct event_type *const emits[] = {&client_created_event,        &client_changed_event,
                                                 &client_match_resolved_event, &account_changed_event,
                                                 &audit_recorded_event,        NULL};

static const struct service service = {
    .name = "client-registry",
    .about = "Clients, their accounts and contracts; whose appeal it is; billing's changes",
    .config = registry_config,
    .subscriptions = subscriptions,
    .routes = routes,
    .stores = registry_stores,
    .emits = emits,
    .start = registry_start,
    .stop = registry_stop,
};

int main(int argc, char **argv)
{
    return service_main(&service, argc, argv);
}
