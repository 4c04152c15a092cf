/* response.signed: The answer is approved and signed; intake decides whether it still goes out. Published by routing.
 */
#ifndef OTKLIK_RESPONSE_SIGNED_H
#define OTKLIK_RESPONSE_SIGNED_H

#include "event.h"

struct response_signed {
    char *appeal_id;
    char *response_id;
    int64_t cycle_no;
    int64_t version;
    char *kind;
    char *result;
    char *template;
    char *subject; /* personal */
    char *body;    /* personal */
    char *signer_id;
    char *signer_name;
    instant signed_at;
    char *sign_kind;
};

extern const struct event_type response_signed_event;

#endif
