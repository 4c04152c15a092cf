/* appeal.sent_to_work: The route and the deadlines start; carries what routing and sla-timer need. Once per cycle.
 * Published by intake. */
#ifndef OTKLIK_APPEAL_SENT_TO_WORK_H
#define OTKLIK_APPEAL_SENT_TO_WORK_H

#include "event.h"

struct appeal_sent_to_work {
    char *appeal_id;
    int64_t version;
    int64_t cycle_no;
    int64_t config_version;
    char *number;
    char *branch;
    char *channel;
    char *type_code;
    char *type_ru;
    char *type_en;
    char *category;
    char *service;
    char *client_kind;
    char *client_id;
    char *client_name; /* personal */
    char *account;
    char *subject;  /* personal */
    json_t *fields; /* personal */
    json_t *response_channels;
    instant received_at;
    instant registered_at;
    instant sent_at;
    char *sent_by;
    int64_t priority;
    bool confidential;
    json_t *excluded;
    json_t *route;
    json_t *rules;
    json_t *templates;
    json_t *results;
};

extern const struct event_type appeal_sent_to_work_event;

#endif
