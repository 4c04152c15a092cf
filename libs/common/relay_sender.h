/* relay_sender.h: the relay's producer: hands messages over and waits until all of them are acknowledged. */
#ifndef OTKLIK_RELAY_SENDER_H
#define OTKLIK_RELAY_SENDER_H

#include "kafka.h"
#include "status.h"

#include <stdbool.h>

#include <glib.h>

struct sender {
    const struct kafka_settings *settings;
    rd_kafka_t *rk;
    GHashTable *partitions; /* topic -> number of partitions */
    int64_t counted_us;     /* when the numbers were last asked anew */
    int64_t outstanding;
    int64_t failed;
    int64_t restarts;
    /* Asked while waiting: true = give up now. */
    bool (*give_up)(void *arg);
    void *arg;
};

struct sending {
    const char *topic;
    int32_t partition;
    const char *key;   /* NULL: none */
    const void *value; /* NULL: a tombstone */
    size_t value_size;
    rd_kafka_headers_t *headers; /* taken over */
};

void sender_release(struct sender *sender);
/* Number of partitions of a topic, asked of the broker once a minute at most. ST_RETRY: broker away or no such topic.
 */
enum status MUST_CHECK sender_partitions(struct sender *sender, const char *topic, int32_t *out);
/* Hands a message over; everything is copied. */
enum status MUST_CHECK sender_send(struct sender *sender, const struct sending *message);
/* Waits for all acknowledgements. ST_RETRY: one was refused or give_up said so; the producer is dropped, nothing is
 * known about what was handed over, all of it is to be sent again. */
enum status MUST_CHECK sender_wait(struct sender *sender);
/* Drops the producer and what it holds; the next use makes a new one. */
void sender_restart(struct sender *sender);

#endif
