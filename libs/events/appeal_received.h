/* appeal.received: A submission became a card RECEIVED; faults and missing data are on it. Published by intake. */
#ifndef OTKLIK_APPEAL_RECEIVED_H
#define OTKLIK_APPEAL_RECEIVED_H

#include "event.h"

struct appeal_received {
    char *appeal_id;
    int64_t version;
    char *number;
    char *branch;
    char *source;
    char *external_id;
    char *channel;
    char *client_kind;
    char *service;
    char *type_code;
    char *account;
    char *contract;
    json_t *applicant; /* personal */
    char *text;        /* personal */
    json_t *fields;    /* personal */
    json_t *files;
    json_t *response_channels;
    char *language;
    instant received_at;
    bool trusted;
    char *letter_id;
    json_t *rules;
    bool confidential;
    json_t *excluded;
};

extern const struct event_type appeal_received_event;

#endif
