/* engine_private.h: what engine.c (events from the bus), engine_gather.c (their batches) and engine_replay.c (parked
 * events) share. */
#ifndef OTKLIK_ENGINE_PRIVATE_H
#define OTKLIK_ENGINE_PRIVATE_H

#include "bus_consumer.h"
#include "engine.h"
#include "engine_batch.h"
#include "engine_lag.h"
#include "engine_place.h"
#include "pressure.h"

#include <stdatomic.h>

/* Belongs to the engine's thread but for the atomics. */
struct engine {
    struct engine_options options;
    char *group;
    char *instance;    /* NULL: no static member */
    GPtrArray *topics; /* of the subscriptions, NULL-terminated */
    GThread *thread;
    atomic_bool stopping;
    _Atomic(const char *) trouble;
    struct db *db;
    _Atomic(struct bus_consumer *) consumer; /* engine_stop wakes it */
    struct places *places;
    struct lag *lag; /* has atomics of its own */
    struct event_arena *arena;
    GPtrArray *messages; /* rd_kafka_message_t of the batch */
    GPtrArray *replay;   /* park keys to look at after a commit */
    unsigned failures;   /* batches that failed one after another */
    int64_t gap_us;      /* when missing numbers were last met; 0: never */
    bool parked_any;     /* there may be parked events */
    int64_t replayed_at; /* monotonic */
    struct pressure pressure;
    int64_t replay_after; /* id of the last parked event that the round of all has seen */
};

/* A batch of these items with nothing noted yet. */
struct batch engine_batch_of(struct engine *e, struct item *items, size_t count);
/* Runs a batch of one item; what cannot be saved becomes a dead letter. */
enum status MUST_CHECK engine_run_single(struct engine *e, struct batch *batch);

/* Fills e->messages: what is queued, at most batch_max and 8 MiB: one message is waited for, the rest is taken as it
 * lies there or comes within the service's gather_ms. What was taken across a change of assignment is dropped and read
 * again: none may be missing before the next one. */
void engine_gather(struct engine *e);
/* How long ago the newest of the gathered messages came to the broker. */
int64_t engine_waited_us(const struct engine *e);
/* Nobody waits for a service that gathers: after a batch begun at started_us it rests while others want the processors,
 * unless its events have waited long enough already. */
void engine_make_way(struct engine *e, int64_t started_us, int64_t waited_us);

/* Frees an array of items and what they own. */
void engine_release_items(struct item *items, size_t count);

/* Counts how a batch ended, and of one that committed the fates of its items. */
void engine_count(const struct batch *batch, enum status status, int64_t started_us);

/* Notes whether there are parked events at all. */
enum status MUST_CHECK engine_look_for_parked(struct engine *e);
/* Replays the events parked under the keys that were just handled, and those they free in turn. */
enum status MUST_CHECK engine_replay_keys(struct engine *e);
/* Replays a page of all parked events, every few seconds: what they wait for may have come in another way. */
enum status MUST_CHECK engine_replay_page(struct engine *e);

#endif
