/* appeal.status: The last public state. Topic otklik.appeal-status.v1, compacted; no personal data. Published by
 * intake. */
#ifndef OTKLIK_APPEAL_STATUS_H
#define OTKLIK_APPEAL_STATUS_H

#include "event.h"

struct appeal_status {
    char *appeal_id;
    int64_t version;
    char *number;
    char *external_id;
    char *source;
    char *state;
    char *text_ru;
    char *text_en;
    char *due;
    instant at;
};

extern const struct event_type appeal_status_event;

#endif
