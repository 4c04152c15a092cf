/* audit.h: who did or read what, for staff's append-only trail. */
#ifndef OTKLIK_CLIENT_AUDIT_H
#define OTKLIK_CLIENT_AUDIT_H

#include "http.h"

struct audit_entry {
    const char *action; /* "client.read" */
    const char *entity; /* "client" */
    const char *id;     /* "" where there is none */
    const char *branch;
};

/* Emits audit.recorded for the request's person. */
void audit_note(struct work *w, const struct request *rq, const struct audit_entry *entry);

#endif
