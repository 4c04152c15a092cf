/* delivery.h: deciders of deliveries: each changes the row by its life cycle and says so on the bus. */
#ifndef OTKLIK_DELIVERY_H
#define OTKLIK_DELIVERY_H

#include "delivery_life.h"
#include "store/tables.h"
#include "ways.h"

/* Who did it and what shows it. */
struct proof {
    const char *kind;
    const char *text; /* may be NULL */
    instant at;       /* when it went, or was handed over */
    const char *by;   /* employee; NULL: a machine */
};

/* The delivery of this response by this way, made and started if there is none: published, waiting for the mail job, or
 * a person's task. `follows` is the failed delivery that it stands in for, or NULL. */
struct delivery *delivery_plan(struct work *w, const struct response *r, const char *channel, const char *address,
                               const char *follows);
/* The answer left: delivery.sent, and delivery.delivered where the way's proof says so. ST_CONFLICT: not in this state.
 */
enum status MUST_CHECK delivery_sent(struct work *w, struct delivery *d, const struct proof *proof);
/* The client has it. ST_CONFLICT: it has not been sent, or was confirmed before. */
enum status MUST_CHECK delivery_confirmed(struct work *w, struct delivery *d, const struct proof *proof);
/* The way failed for good: delivery.failed, and a task for a person by another way, of which the head is told. */
enum status MUST_CHECK delivery_failed(struct work *w, struct delivery *d, const char *reason, const char *by);
/* Nobody knows whether it went: a task for a person, said as delivery.failed that is not final. */
enum status MUST_CHECK delivery_lost(struct work *w, struct delivery *d, const char *reason);
/* Another attempt at `at`; cancelled instead where the appeal ended meanwhile. */
enum status MUST_CHECK delivery_later(struct work *w, struct delivery *d, const char *reason, instant at);
/* The appeal ended: what has not gone is not sent. */
void delivery_cancel(struct work *w, struct delivery *d, const char *reason);
/* Moves the state and the version. ST_CONFLICT: the event does not fit the state. */
enum status MUST_CHECK delivery_change(struct work *w, struct delivery *d, enum delivery_event event);

#endif
