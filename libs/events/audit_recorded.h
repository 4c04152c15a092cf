/* audit.recorded: Who did or read what; kept append-only by staff. Published by staff. */
#ifndef OTKLIK_AUDIT_RECORDED_H
#define OTKLIK_AUDIT_RECORDED_H

#include "event.h"

struct audit_recorded {
    instant at;
    char *service;
    char *person_id;
    char *login;
    char *action;
    char *entity;
    char *entity_id;
    char *branch;
    char *peer;
    char *outcome;
    json_t *changes; /* personal */
};

extern const struct event_type audit_recorded_event;

#endif
