/* response.confirmed: The client has read the answer in the personal account. Sent by the system
 * that brought the appeal, on in.confirmations.v1. */
#ifndef OTKLIK_RESPONSE_CONFIRMED_H
#define OTKLIK_RESPONSE_CONFIRMED_H

#include "event.h"

struct response_confirmed {
    char *response_id;
    instant at;
    char *confirmation_id;
};

extern const struct event_type response_confirmed_event;

#endif
