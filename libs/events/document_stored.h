/* document.stored: A file is kept and clean. Published by archive. */
#ifndef OTKLIK_DOCUMENT_STORED_H
#define OTKLIK_DOCUMENT_STORED_H

#include "event.h"

struct document_stored {
    char *document_id;
    char *appeal_id;
    char *client_id;
    char *letter_id;
    char *file_key;
    char *doc_type;
    char *name; /* personal */
    char *mime;
    int64_t size_bytes;
    char *sha256;
    char *source;
    instant at;
};

extern const struct event_type document_stored_event;

#endif
