/* response.returned: The signer sent the draft back. Published by routing. */
#ifndef OTKLIK_RESPONSE_RETURNED_H
#define OTKLIK_RESPONSE_RETURNED_H

#include "event.h"

struct response_returned {
    char *appeal_id;
    char *response_id;
    int64_t cycle_no;
    int64_t version;
    char *reason;
    char *returned_by;
    instant at;
};

extern const struct event_type response_returned_event;

#endif
