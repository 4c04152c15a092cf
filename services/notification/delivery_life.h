/* delivery_life.h: the life of one delivery as a table; the only writer of its state. */
#ifndef OTKLIK_DELIVERY_LIFE_H
#define OTKLIK_DELIVERY_LIFE_H

#include "status.h"

#include <stddef.h>

enum delivery_event {
    DELIVERY_CLAIM,    /* the mail job takes it up */
    DELIVERY_ACCEPTED, /* the other side took it; also a person's proof */
    DELIVERY_LATER,    /* it was not reached, or asked to come later */
    DELIVERY_REFUSED,  /* it will never take it; also a person's word */
    DELIVERY_LOST,     /* nobody knows whether it took it */
    DELIVERY_CONFIRM,  /* the client has it */
    DELIVERY_RESEND,   /* a person decides to send again what may have gone */
    DELIVERY_CANCEL    /* the appeal ended */
};

struct delivery_row {
    const char *from;
    enum delivery_event event;
    const char *to;
    const char *sentence; /* for the log and docs */
};

extern const struct delivery_row delivery_life[];
extern const size_t delivery_life_count;

/* The state that follows, static; NULL: the event does not fit the state. */
const char *delivery_next(const char *state, enum delivery_event event);

#endif
