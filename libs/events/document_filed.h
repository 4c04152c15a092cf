/* document.filed: A document lies in a folder of a client. Published by archive. */
#ifndef OTKLIK_DOCUMENT_FILED_H
#define OTKLIK_DOCUMENT_FILED_H

#include "event.h"

struct document_filed {
    char *document_id;
    char *client_id;
    char *appeal_id;
    char *folder;
    instant at;
};

extern const struct event_type document_filed_event;

#endif
