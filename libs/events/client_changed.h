/* client.changed: A client card changed. Published by client-registry. */
#ifndef OTKLIK_CLIENT_CHANGED_H
#define OTKLIK_CLIENT_CHANGED_H

#include "event.h"

struct client_changed {
    char *client_id;
    int64_t version;
    char *kind;
    char *display_name; /* personal */
    char *branch;
    char *origin;
    char *status;
    json_t *contacts; /* personal */
    json_t *accounts;
    char *merged_into_id;
};

extern const struct event_type client_changed_event;

#endif
