#include "kafka.h"

#include "log.h"

#include <pthread.h>
#include <stdbool.h>
#include <string.h>

#include <glib.h>

struct kafka_settings {
    char *brokers;
    char *client_id;
    GPtrArray *names;
    GPtrArray *values;
};

struct setting {
    const char *name;
    const char *value;
};

struct kafka_settings *kafka_settings_new(const char *brokers, const char *client_id)
{
    struct kafka_settings *settings = g_new0(struct kafka_settings, 1);
    settings->brokers = g_strdup(brokers);
    settings->client_id = g_strdup(client_id);
    settings->names = g_ptr_array_new_with_free_func(g_free);
    settings->values = g_ptr_array_new_with_free_func(g_free);
    return settings;
}

void kafka_settings_add(const char *name, const char *value, void *arg)
{
    struct kafka_settings *settings = arg;
    g_ptr_array_add(settings->names, g_strdup(name));
    g_ptr_array_add(settings->values, g_strdup(value));
}

void kafka_settings_free(struct kafka_settings *settings)
{
    if (!settings)
        return;
    g_ptr_array_free(settings->names, TRUE);
    g_ptr_array_free(settings->values, TRUE);
    g_free(settings->brokers);
    g_free(settings->client_id);
    g_free(settings);
}

/* librdkafka's own lines: it suppresses repeats of connection failures itself. */
static void on_log(const rd_kafka_t *rk, int level, const char *facility, const char *text)
{
    (void)rk;
    /* Told at every start about settings that are meant: nobody need read it. */
    bool known = !strcmp(facility, "CONFWARN");
    log_write(level <= 4 && !known ? LOG_WARN : LOG_DEBUG, "kafka client",
              (const struct log_field[]){LOG_TEXT("facility", facility), LOG_TEXT("detail", text), {0}});
}

static void set(rd_kafka_conf_t *conf, const char *name, const char *value)
{
    char error[256];
    if (rd_kafka_conf_set(conf, name, value, error, sizeof error) != RD_KAFKA_CONF_OK)
        log_error("kafka setting refused", LOG_TEXT("name", name), LOG_TEXT("detail", error));
}

static rd_kafka_conf_t *conf_new(const struct kafka_settings *settings, const struct setting *own)
{
    rd_kafka_conf_t *conf = rd_kafka_conf_new();
    rd_kafka_conf_set_log_cb(conf, on_log);
    set(conf, "bootstrap.servers", settings->brokers);
    set(conf, "client.id", settings->client_id);
    set(conf, "log.connection.close", "false");
    set(conf, "reconnect.backoff.max.ms", "2000");
    set(conf, "socket.keepalive.enable", "true");
    for (; own->name; own++)
        set(conf, own->name, own->value);
    for (guint i = 0; i < settings->names->len; i++)
        set(conf, settings->names->pdata[i], settings->values->pdata[i]);
    return conf;
}

static rd_kafka_t *client_new(rd_kafka_type_t type, rd_kafka_conf_t *conf)
{
    char error[256];
    rd_kafka_t *rk = rd_kafka_new(type, conf, error, sizeof error);
    if (rk)
        return rk;
    rd_kafka_conf_destroy(conf);
    log_error("kafka client not made", LOG_TEXT("detail", error));
    return NULL;
}

rd_kafka_t *kafka_producer_new(const struct kafka_settings *settings,
                               void (*delivered)(rd_kafka_t *rk, const rd_kafka_message_t *message, void *arg),
                               void *arg)
{
    static const struct setting own[] = {
        {"enable.idempotence", "true"},
        {"enable.gapless.guarantee", "true"},
        /* a refused message stops those behind it */ {"compression.type", "lz4"},
        {"linger.ms", "0"},
        {"batch.num.messages", "10000"},
        {"message.timeout.ms", "0"},      /* an expired message would be a gap */
        {"message.max.bytes", "9437184"}, /* dead letters: 8 MiB and their headers */
        {"queue.buffering.max.kbytes", "131072"},
        {"partitioner", "murmur2_random"},
        {NULL, NULL},
    };
    rd_kafka_conf_t *conf = conf_new(settings, own);
    rd_kafka_conf_set_opaque(conf, arg);
    if (delivered)
        rd_kafka_conf_set_dr_msg_cb(conf, delivered);
    return client_new(RD_KAFKA_PRODUCER, conf);
}

rd_kafka_t *kafka_admin_new(const struct kafka_settings *settings)
{
    static const struct setting own[] = {{NULL, NULL}};
    return client_new(RD_KAFKA_PRODUCER, conf_new(settings, own));
}

static void *destroy(void *rk)
{
    rd_kafka_destroy_flags(rk, RD_KAFKA_DESTROY_F_NO_CONSUMER_CLOSE);
    return NULL;
}

void kafka_abandon(rd_kafka_t *rk)
{
    pthread_t thread;
    if (pthread_create(&thread, NULL, destroy, rk) == 0)
        pthread_detach(thread);
}

bool kafka_wait_destroyed(int timeout_ms)
{
    return rd_kafka_wait_destroyed(timeout_ms) == 0;
}

void kafka_producer_close(rd_kafka_t *producer)
{
    if (!producer)
        return;
    rd_kafka_purge(producer, RD_KAFKA_PURGE_F_QUEUE | RD_KAFKA_PURGE_F_INFLIGHT | RD_KAFKA_PURGE_F_NON_BLOCKING);
    rd_kafka_destroy(producer);
}

rd_kafka_t *kafka_consumer_new(const struct kafka_settings *settings, const struct kafka_member *member,
                               const struct kafka_consumer_callbacks *callbacks)
{
    g_autofree char *gather_ms = g_strdup_printf("%" G_GINT64_FORMAT, member->gather_ms);
    const struct setting own[] = {
        {"group.id", member->group},
        {"enable.auto.commit", "false"},
        {"enable.auto.offset.store", "false"},
        {"auto.offset.reset", "error"}, /* silently skipping or repeating a log is never right */
        {"partition.assignment.strategy", "range"},
        {"session.timeout.ms", "6000"},
        {"heartbeat.interval.ms", "2000"},
        /* A coordinator that says "not me" while the broker loads the group leaves requests in the queue of a
           connection without an address (librdkafka 2.0.2): the group waits this long, by default a minute. */
        {"socket.timeout.ms", "10000"},
        {"queued.min.messages", "5000"},
        {"queued.max.messages.kbytes", "16384"},
        /* By default 50 MB come in one answer, compressed, to who is behind. */
        {"fetch.max.bytes", "4194304"},
        {"fetch.wait.max.ms", member->gather_ms ? gather_ms : "1000"},
        {"fetch.min.bytes", member->gather_ms ? "1000000" : "1"},
        {"check.crcs", "true"},
        {"topic.metadata.refresh.interval.ms", "30000"},
        {member->instance ? "group.instance.id" : NULL, member->instance},
        {NULL, NULL},
    };
    rd_kafka_conf_t *conf = conf_new(settings, own);
    rd_kafka_conf_set_opaque(conf, callbacks->arg);
    rd_kafka_conf_set_rebalance_cb(conf, callbacks->rebalance);
    rd_kafka_conf_set_error_cb(conf, callbacks->error);
    return client_new(RD_KAFKA_CONSUMER, conf);
}
