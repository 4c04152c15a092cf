/* What client-registry serves: the right, flags, what it does, schemas of body and answer. */
#include "client_registry.h"
#include "store/stores.h"
#include "store/tables.h"

const struct route registry_routes[] = {
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
