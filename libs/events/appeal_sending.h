/* appeal.sending: The signed answer goes out by the chosen ways; notification delivers it. Published by intake. */
#ifndef OTKLIK_APPEAL_SENDING_H
#define OTKLIK_APPEAL_SENDING_H

#include "event.h"

struct appeal_sending {
    char *appeal_id;
    int64_t version;
    int64_t cycle_no;
    char *number;
    char *branch;
    char *type_code;
    char *response_id;
    json_t *channels;
    char *client_id;
    char *client_name; /* personal */
    json_t *applicant; /* personal */
    char *subject;     /* personal */
    char *body;        /* personal */
    char *result;
    char *signer_id;
    char *signer_name;
    instant signed_at;
    char *language;
    char *out_number;
    instant received_at;
    char *source;
    char *external_id;
    bool confidential;
    json_t *excluded;
};

extern const struct event_type appeal_sending_event;

#endif
