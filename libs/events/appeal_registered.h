/* appeal.registered: The card is complete enough to be in the journal: number, client or "unknown applicant", type.
 * Published by intake. */
#ifndef OTKLIK_APPEAL_REGISTERED_H
#define OTKLIK_APPEAL_REGISTERED_H

#include "event.h"

struct appeal_registered {
    char *appeal_id;
    int64_t version;
    char *number;
    char *branch;
    char *channel;
    char *client_id;
    char *client_kind;
    char *service;
    char *type_code;
    instant received_at;
    instant registered_at;
    char *registered_by;
    bool confidential;
    json_t *excluded;
};

extern const struct event_type appeal_registered_event;

#endif
