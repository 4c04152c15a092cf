#include "relay_sender.h"

#include "clock.h"
#include "log.h"

#include <string.h>

#define COUNT_AGAIN_US (60 * USEC_PER_SEC)
enum { METADATA_MS = 3000, POLL_MS = 100 };

static void on_delivered(rd_kafka_t *rk, const rd_kafka_message_t *message, void *arg)
{
    struct sender *s = arg;
    (void)rk;
    s->outstanding--;
    if (!message->err)
        return;
    if (!s->failed++ && message->err != RD_KAFKA_RESP_ERR__PURGE_QUEUE &&
        message->err != RD_KAFKA_RESP_ERR__PURGE_INFLIGHT)
        log_error("message refused by the bus", LOG_TEXT("topic", rd_kafka_topic_name(message->rkt)),
                  LOG_NUMBER("partition", message->partition), LOG_NUMBER("size", message->len),
                  LOG_TEXT("detail", rd_kafka_err2str(message->err)));
}

static enum status ready(struct sender *s)
{
    if (!s->rk)
        s->rk = kafka_producer_new(s->settings, on_delivered, s);
    if (!s->partitions)
        s->partitions = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    return s->rk ? ST_OK : ST_RETRY;
}

void sender_restart(struct sender *s)
{
    kafka_producer_close(s->rk);
    s->rk = NULL;
    s->outstanding = 0;
    s->failed = 0;
    s->restarts++;
}

void sender_release(struct sender *s)
{
    kafka_producer_close(s->rk);
    if (s->partitions)
        g_hash_table_destroy(s->partitions);
    *s = (struct sender){0};
}

static int32_t count_in(const struct rd_kafka_metadata *metadata)
{
    if (metadata->topic_cnt != 1 || metadata->topics[0].err)
        return 0;
    return metadata->topics[0].partition_cnt;
}

static enum status ask_partitions(struct sender *s, const char *topic, int32_t *out)
{
    const struct rd_kafka_metadata *metadata;
    rd_kafka_topic_t *rkt = rd_kafka_topic_new(s->rk, topic, NULL);
    rd_kafka_resp_err_t error = rd_kafka_metadata(s->rk, 0, rkt, &metadata, METADATA_MS);
    rd_kafka_topic_destroy(rkt);
    if (error) {
        log_warn("bus does not answer", LOG_TEXT("topic", topic), LOG_TEXT("detail", rd_kafka_err2str(error)));
        return ST_RETRY;
    }
    int32_t count = count_in(metadata);
    rd_kafka_metadata_destroy(metadata);
    if (count <= 0) {
        log_error("topic is not on the bus", LOG_TEXT("topic", topic));
        return ST_RETRY;
    }
    *out = count;
    return ST_OK;
}

enum status sender_partitions(struct sender *s, const char *topic, int32_t *out)
{
    if (ready(s) != ST_OK)
        return ST_RETRY;
    if (clock_monotonic_us() - s->counted_us > COUNT_AGAIN_US) {
        g_hash_table_remove_all(s->partitions);
        s->counted_us = clock_monotonic_us();
    }
    int32_t known = GPOINTER_TO_INT(g_hash_table_lookup(s->partitions, topic));
    if (!known && ask_partitions(s, topic, &known) != ST_OK)
        return ST_RETRY;
    g_hash_table_insert(s->partitions, g_strdup(topic), GINT_TO_POINTER(known));
    *out = known;
    return ST_OK;
}

static rd_kafka_resp_err_t produce(struct sender *s, const struct sending *m)
{
    return rd_kafka_producev(
        s->rk, RD_KAFKA_V_TOPIC(m->topic), RD_KAFKA_V_PARTITION(m->partition), RD_KAFKA_V_MSGFLAGS(RD_KAFKA_MSG_F_COPY),
        RD_KAFKA_V_KEY(m->key, m->key ? strlen(m->key) : 0), RD_KAFKA_V_VALUE((void *)m->value, m->value_size),
        RD_KAFKA_V_HEADERS(m->headers), RD_KAFKA_V_END);
}

enum status sender_send(struct sender *s, const struct sending *m)
{
    rd_kafka_resp_err_t error = ready(s) == ST_OK ? produce(s, m) : RD_KAFKA_RESP_ERR__FAIL;
    while (error == RD_KAFKA_RESP_ERR__QUEUE_FULL && !s->give_up(s->arg)) {
        rd_kafka_poll(s->rk, POLL_MS);
        error = produce(s, m);
    }
    if (!error) {
        s->outstanding++;
        return ST_OK;
    }
    rd_kafka_headers_destroy(m->headers);
    log_error("message not taken by the bus client", LOG_TEXT("topic", m->topic), LOG_NUMBER("size", m->value_size),
              LOG_TEXT("detail", rd_kafka_err2str(error)));
    return ST_RETRY;
}

enum status sender_wait(struct sender *s)
{
    while (s->outstanding > 0 && !s->failed && !s->give_up(s->arg) && !rd_kafka_fatal_error(s->rk, NULL, 0))
        rd_kafka_poll(s->rk, POLL_MS);
    if (s->outstanding == 0 && !s->failed)
        return ST_OK;
    sender_restart(s);
    return ST_RETRY;
}
