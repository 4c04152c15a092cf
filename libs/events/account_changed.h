/* account.changed: A personal account is known or changed. Published by client-registry. */
#ifndef OTKLIK_ACCOUNT_CHANGED_H
#define OTKLIK_ACCOUNT_CHANGED_H

#include "event.h"

struct account_changed {
    char *account;
    char *billing_system;
    int64_t version;
    char *branch;
    char *client_id;
    char *client_kind;
    char *client_name; /* personal */
    json_t *services;
    char *status;
};

extern const struct event_type account_changed_event;

#endif
