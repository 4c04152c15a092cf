/* source.changed: A source was declared or changed. Published by intake. */
#ifndef OTKLIK_SOURCE_CHANGED_H
#define OTKLIK_SOURCE_CHANGED_H

#include "event.h"

struct source_changed {
    char *name;
    int64_t version;
    json_t *file_hosts;
    bool trusted;
};

extern const struct event_type source_changed_event;

#endif
