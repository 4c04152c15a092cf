/* client.created: A client card came to be. Published by client-registry. */
#ifndef OTKLIK_CLIENT_CREATED_H
#define OTKLIK_CLIENT_CREATED_H

#include "event.h"

struct client_created {
    char *client_id;
    int64_t version;
    char *kind;
    char *display_name; /* personal */
    char *branch;
    char *origin;
    char *status;
    json_t *contacts; /* personal */
    json_t *accounts;
};

extern const struct event_type client_created_event;

#endif
