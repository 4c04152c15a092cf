/* appeal.status_changed: A public transition. Topic otklik.appeal-events.v1. Published by intake. */
#ifndef OTKLIK_APPEAL_STATUS_CHANGED_H
#define OTKLIK_APPEAL_STATUS_CHANGED_H

#include "event.h"

struct appeal_status_changed {
    char *appeal_id;
    int64_t version;
    char *number;
    char *external_id;
    char *source;
    char *transition;
    char *state;
    char *text_ru;
    char *text_en;
    char *due;
    instant at;
};

extern const struct event_type appeal_status_changed_event;

#endif
