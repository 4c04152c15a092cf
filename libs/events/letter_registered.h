/* letter.registered: An incoming letter has its number; is_appeal makes a card. Published by archive. */
#ifndef OTKLIK_LETTER_REGISTERED_H
#define OTKLIK_LETTER_REGISTERED_H

#include "event.h"

struct letter_registered {
    char *letter_id;
    char *number;
    char *direction;
    char *branch;
    instant registered_at;
    char *received_on;
    char *correspondent; /* personal */
    bool is_appeal;
    char *type_code;
    char *client_kind;
    char *client_id;
    char *account;
    char *text;        /* personal */
    json_t *applicant; /* personal */
    json_t *fields;    /* personal */
    json_t *response_channels;
    json_t *files;
    char *registered_by;
};

extern const struct event_type letter_registered_event;

#endif
