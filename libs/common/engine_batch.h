/* engine_batch.h: the transaction of a batch, and its statements on the platform's tables. */
#ifndef OTKLIK_ENGINE_BATCH_H
#define OTKLIK_ENGINE_BATCH_H

#include "engine_item.h"

/* The place of one partition: the batch moves it from `expected` to `next` by compare-and-set. */
struct bus_place {
    const char *topic;
    int32_t partition;
    int64_t expected, next;
};

/* The newest number taken of one publisher in one partition. */
struct bus_number {
    const char *source, *topic;
    int32_t partition;
    int64_t epoch, sequence;
};

struct batch {
    const struct service *service;
    struct db *db;
    void *app;
    struct item *items;
    size_t count;
    const struct bus_place *places; /* none for parked events */
    size_t place_count;
    const struct bus_number *numbers;
    size_t number_count;
    bool parked;       /* the items come from the table of parked events */
    bool emitted;      /* out: the relay has something to do */
    bool overtaken;    /* out: another instance moved the offsets; nothing happened */
    bool held;         /* out: something was parked */
    GPtrArray *replay; /* out: keys under which parked events may go on now; owned texts */
};

/* Runs the batch. ST_RETRY: the world is at fault, or `overtaken`: re-read the offsets. Anything else: the batch cannot
 * be saved as it is (db_error tells); the caller runs its items one by one. */
enum status MUST_CHECK batch_run(struct batch *batch);

/* Another instance moved what this batch stands on: nothing of it may happen. Returns ST_RETRY. */
enum status batch_overtaken(struct batch *batch);
/* engine_fate.c: writes what became of the items: dead letters and parked events. Sets emitted, held, overtaken. */
enum status MUST_CHECK batch_write_fates(struct batch *batch, struct work *w);

/* The names of all engine statements, for the test that prepares them. */
extern const struct statement engine_statements[];
extern const size_t engine_statement_count;

/* Statements used by engine.c. */
enum engine_statement {
    ENGINE_PLACE_MAKE,    /* topics text[], partitions int[] */
    ENGINE_PLACE_GET,     /* the same -> topic, partition, next */
    ENGINE_NUMBER_GET,    /* the same -> source, topic, partition, epoch, sequence */
    ENGINE_PLACE_MOVE,    /* topics, partitions, expected, next -> one row each moved */
    ENGINE_NUMBER_SET,    /* sources, topics, partitions, epochs, sequences */
    ENGINE_PARKED_KEYS,   /* event keys text[] -> key, topic of parked events */
    ENGINE_PARKED_TAKE,   /* park keys text[] or NULL for all, after id -> 500 rows in the order of the bus */
    ENGINE_PARKED_COUNT,  /* -> how many there are, at most 10,000 */
    ENGINE_PARKED_ADD,    /* one event */
    ENGINE_PARKED_BEHIND, /* ids bigint[] -> those with an earlier parked event of their key and topic besides them */
    ENGINE_PARKED_KEEP,   /* ids bigint[], park keys text[]: one more try */
    ENGINE_PARKED_DROP,   /* ids bigint[] -> one row each dropped */
    ENGINE_DEAD_ADD,      /* key, type, headers, bytes: into the outbox */
    ENGINE_DEAD_KEEP,     /* into the table that people work with */
};

#endif
