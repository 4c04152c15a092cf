/* bus_consumer.h: a member of a consumer group whose offsets live in PostgreSQL; Kafka's copy is for lag tools. One
 * thread owns it. A broker that is away is waited for, whatever happens to the client is healed by a new one. */
#ifndef OTKLIK_BUS_CONSUMER_H
#define OTKLIK_BUS_CONSUMER_H

#include "kafka.h"
#include "status.h"

#include <stdint.h>

#define BUS_EARLIEST ((int64_t)RD_KAFKA_OFFSET_BEGINNING)

struct bus_options {
    const struct kafka_settings *settings; /* borrowed until bus_consumer_close */
    const char *group;                     /* "otklik-intake" */
    const char *instance;                  /* static member id, unique per process; NULL: none */
    int64_t gather_ms;                     /* how long the broker may gather messages before it sends them */
    const char *const *topics;             /* ends with NULL; a name ending in '*' takes every topic of that prefix */
    /* Asked inside poll, in the caller's thread, for the place to read from: sets `offset` of every element, an
     * absolute offset or BUS_EARLIEST. ST_RETRY: asked again at later polls; until then nothing is read. */
    enum status (*assign)(void *arg, rd_kafka_topic_partition_list_t *partitions);
    /* Told inside poll that these are no longer ours; may be NULL. */
    void (*revoked)(void *arg, const rd_kafka_topic_partition_list_t *partitions);
    void *arg;
};

struct bus_consumer;

/* Copies the options' texts. The broker may be away. NULL if the settings are refused (logged). */
struct bus_consumer *bus_consumer_open(const struct bus_options *options);
/* The next message, or NULL when none came in time or only the client's own events did. Never a message with an error:
 * those are logged. Must be called at least every 5 minutes, also while paused. rd_kafka_message_destroy frees it. */
rd_kafka_message_t *bus_consumer_poll(struct bus_consumer *consumer, int timeout_ms);
/* Ends the poll that is going on, or else the next one, at once; from any thread. NULL is allowed. */
void bus_consumer_wake(struct bus_consumer *consumer);
/* Grows whenever the assignment or its offsets change (inside poll or reassign). A batch gathered across a change must
 * be dropped: its messages are delivered again, or to another member. */
uint64_t bus_consumer_generation(const struct bus_consumer *consumer);
/* Asks `assign` again for all partitions and reads on from there: after a failed compare-and-set or a rollback. */
void bus_consumer_reassign(struct bus_consumer *consumer);
/* Stops fetching everything, membership goes on: the database is away. Drops what was fetched ahead. */
void bus_consumer_pause(struct bus_consumer *consumer);
/* Fetches again, from the offsets that `assign` tells. */
void bus_consumer_resume(struct bus_consumer *consumer);
/* Sends offsets to the broker for lag tools; does not wait, failures are ignored. */
void bus_consumer_commit(struct bus_consumer *consumer, const rd_kafka_topic_partition_list_t *offsets);
/* Partitions whose offset is not in the broker's log since they were last assigned: they wait, are tried again every
 * minute, and a person must act. */
int64_t bus_consumer_lost(const struct bus_consumer *consumer);
/* How many messages the broker held behind `next` of a partition when it last told where the log ends; a negative
 * `next` counts from the log's beginning. 0: it has not told yet. */
int64_t bus_consumer_behind(const struct bus_consumer *consumer, const char *topic, int32_t partition, int64_t next);
/* Why nothing can come in, or NULL: no broker answers, the group assigns nothing, an offset is lost. Static text. */
const char *bus_consumer_trouble(const struct bus_consumer *consumer);
/* Leaves the group; waits at most `timeout_ms`, then abandons the client. All messages should be destroyed before. */
void bus_consumer_close(struct bus_consumer *consumer, int timeout_ms);

#endif
