/* kafka.h: librdkafka clients by our settings (librdkafka 2.0.2 is the oldest supported: consumer_poll only, range
 * assignor, no transactions). */
#ifndef OTKLIK_KAFKA_H
#define OTKLIK_KAFKA_H

#include <stdbool.h>

#include <librdkafka/rdkafka.h>

struct kafka_settings;

/* `brokers` is host:port[,host:port], `client_id` names the program to the broker; both are copied. */
struct kafka_settings *kafka_settings_new(const char *brokers, const char *client_id);
/* Passes a librdkafka setting through (TLS, SASL, ...). Its shape fits config_each(config, "kafka.client.", ...). A
 * name librdkafka does not know is logged as an error when a client is made, and skipped. */
void kafka_settings_add(const char *name, const char *value, void *settings);
void kafka_settings_free(struct kafka_settings *settings);

/* An idempotent producer (acks=all, lz4, no linger, messages never expire). `delivered` may be NULL; it runs inside
 * rd_kafka_poll with `arg` as opaque. NULL if the settings are refused (logged). Freed by kafka_producer_close. */
rd_kafka_t *kafka_producer_new(const struct kafka_settings *settings,
                               void (*delivered)(rd_kafka_t *rk, const rd_kafka_message_t *message, void *arg),
                               void *arg);
/* Drops what is queued and destroys the producer without waiting for brokers. */
void kafka_producer_close(rd_kafka_t *producer);
/* A plain client for admin requests and metadata; rd_kafka_destroy frees it. NULL if the settings are refused. */
rd_kafka_t *kafka_admin_new(const struct kafka_settings *settings);

struct kafka_consumer_callbacks {
    void (*rebalance)(rd_kafka_t *, rd_kafka_resp_err_t, rd_kafka_topic_partition_list_t *, void *arg);
    void (*error)(rd_kafka_t *, int error, const char *reason, void *arg);
    void *arg;
};

/* Who consumes, and how eagerly. */
struct kafka_member {
    const char *group;
    const char *instance; /* the static member's id; NULL: none */
    int64_t gather_ms;    /* the broker may hold messages back so long until there are many; 0: sends them at once */
};

/* A consumer without commits and resets (range assignor); both callbacks run inside poll. NULL if the settings are
 * refused (logged). */
rd_kafka_t *kafka_consumer_new(const struct kafka_settings *settings, const struct kafka_member *member,
                               const struct kafka_consumer_callbacks *callbacks);
/* Destroys a client that may hang, in a thread of its own. */
void kafka_abandon(rd_kafka_t *rk);
/* Waits until every client of the process is destroyed, abandoned ones too. False: time is up, one of them hangs; the
 * process should then end by _exit. */
bool kafka_wait_destroyed(int timeout_ms);

#endif
