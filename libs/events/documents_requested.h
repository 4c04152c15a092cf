/* documents.requested: The applicant is asked for documents. Topic otklik.appeal-events.v1. Published by intake. */
#ifndef OTKLIK_DOCUMENTS_REQUESTED_H
#define OTKLIK_DOCUMENTS_REQUESTED_H

#include "event.h"

struct documents_requested {
    char *appeal_id;
    char *number;
    char *external_id;
    char *source;
    json_t *documents;
    char *text_ru;
    char *text_en;
    instant at;
};

extern const struct event_type documents_requested_event;

#endif
