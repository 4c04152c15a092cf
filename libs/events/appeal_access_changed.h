/* appeal.access_changed: Who may see an appeal has changed while its card was being checked. Published by intake. */
#ifndef OTKLIK_APPEAL_ACCESS_CHANGED_H
#define OTKLIK_APPEAL_ACCESS_CHANGED_H

#include "event.h"

struct appeal_access_changed {
    char *appeal_id;
    int64_t version;
    bool confidential;
    json_t *excluded;
};

extern const struct event_type appeal_access_changed_event;

#endif
