/* client.match_resolved: Whose appeal it is: matched, proposals, or unknown. Published by client-registry. */
#ifndef OTKLIK_CLIENT_MATCH_RESOLVED_H
#define OTKLIK_CLIENT_MATCH_RESOLVED_H

#include "event.h"

struct client_match_resolved {
    char *appeal_id;
    char *result;
    char *client_id;
    char *client_kind;
    char *client_name; /* personal */
    char *branch;
    char *why;
    json_t *proposals; /* personal */
};

extern const struct event_type client_match_resolved_event;

#endif
