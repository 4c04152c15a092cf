/* document.failed: A file of an appeal could not be taken. Published by archive. */
#ifndef OTKLIK_DOCUMENT_FAILED_H
#define OTKLIK_DOCUMENT_FAILED_H

#include "event.h"

struct document_failed {
    char *appeal_id;
    char *file_key;
    char *doc_type;
    char *name; /* personal */
    char *reason;
    bool final;
    instant at;
};

extern const struct event_type document_failed_event;

#endif
