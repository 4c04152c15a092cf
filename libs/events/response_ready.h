/* response.ready: The answer can be fetched by the personal account. Topic otklik.appeal-events.v1. Published by
 * intake. */
#ifndef OTKLIK_RESPONSE_READY_H
#define OTKLIK_RESPONSE_READY_H

#include "event.h"

struct response_ready {
    char *appeal_id;
    char *response_id;
    char *number;
    char *external_id;
    char *source;
    char *url;
    instant at;
};

extern const struct event_type response_ready_event;

#endif
