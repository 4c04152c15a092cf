/* appeal.refused: The reply to what is no appeal, with every reason. Topic otklik.appeal-replies.v1. Published by
 * intake. */
#ifndef OTKLIK_APPEAL_REFUSED_H
#define OTKLIK_APPEAL_REFUSED_H

#include "event.h"

struct appeal_refused {
    char *external_id;
    char *source;
    json_t *faults;
};

extern const struct event_type appeal_refused_event;

#endif
