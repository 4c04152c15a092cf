/* engine.h: the thread that takes a service's events off the bus and has them handled, batch by batch.
 * A batch is one transaction: compare-and-set of the offsets, repeats dropped by number, rows loaded, handlers run in
 * message order, rows saved, outbox last. A batch that fails is run again one by one, so that a bad event costs only
 * itself. Nothing is dropped: what cannot work becomes a dead letter in the same transaction. */
#ifndef OTKLIK_ENGINE_H
#define OTKLIK_ENGINE_H

#include "kafka.h"
#include "relay.h"
#include "service.h"

struct engine;

struct engine_options {
    const struct service *service;
    const char *conninfo;
    const struct kafka_settings *kafka;
    const char *group;   /* NULL: "otklik-NAME" */
    struct relay *relay; /* woken after commits; may be NULL */
    void *app;
    int64_t batch_max; /* messages in one transaction */
    const char
        *instance; /* static member of the group: back at once after a kill; unique per process; copied; NULL: none */
    bool accept_gaps; /* go on over a gap in a publisher's numbers (after a person has looked) */
};

/* Starts the thread; neither database nor broker need be there. NULL: nothing is subscribed. */
struct engine *engine_start(const struct engine_options *options);
/* Finishes the batch at hand, leaves the group, frees. NULL is allowed. */
void engine_stop(struct engine *engine);
/* Why the service is not ready, or NULL. Static text. */
const char *engine_trouble(const struct engine *engine);
/* The consumer group, or NULL without an engine. Borrowed. */
const char *engine_group(const struct engine *engine);
/* The topic at `index` and how many of its messages are not handled yet; NULL behind the last one. Any thread. */
const char *engine_lag(const struct engine *engine, size_t index, int64_t *out_events);

#endif
