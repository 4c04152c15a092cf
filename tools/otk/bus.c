#include "otk.h"

#include <string.h>

#include <glib.h>

#define ASK_MS 10000

const char *const bus_hop_topics[] = {
    "otklik.appeal-replies.v1", "otklik.appeal-events.v1",   "otklik.intake.v1",
    "otklik.routing.v1",        "otklik.sla-timer.v1",       "otklik.archive.v1",
    "otklik.notification.v1",   "otklik.client-registry.v1", NULL,
};

struct bus_tail {
    struct kafka_settings *settings;
    rd_kafka_t *rk;
};

/* The partition's present end as the place to read from; false when the broker does not tell. */
static bool add_end(rd_kafka_t *rk, rd_kafka_topic_partition_list_t *list, const char *topic, int32_t partition)
{
    int64_t first, end;

    if (rd_kafka_query_watermark_offsets(rk, topic, partition, &first, &end, ASK_MS) != RD_KAFKA_RESP_ERR_NO_ERROR)
        return false;
    rd_kafka_topic_partition_list_add(list, topic, partition)->offset = end;
    return true;
}

static bool add_topic(rd_kafka_t *rk, rd_kafka_topic_partition_list_t *list, const rd_kafka_metadata_topic_t *topic)
{
    bool ok = true;

    for (int i = 0; ok && i < topic->partition_cnt; i++)
        ok = add_end(rk, list, topic->topic, topic->partitions[i].id);
    return ok;
}

static bool assign_ends(rd_kafka_t *rk, const char *const *topics)
{
    const struct rd_kafka_metadata *metadata;
    rd_kafka_topic_partition_list_t *list = rd_kafka_topic_partition_list_new(64);

    if (rd_kafka_metadata(rk, 1, NULL, &metadata, ASK_MS) != RD_KAFKA_RESP_ERR_NO_ERROR) {
        rd_kafka_topic_partition_list_destroy(list);
        return false;
    }
    bool ok = true;
    for (int i = 0; ok && i < metadata->topic_cnt; i++)
        if (g_strv_contains(topics, metadata->topics[i].topic))
            ok = add_topic(rk, list, &metadata->topics[i]);
    rd_kafka_metadata_destroy(metadata);
    ok = ok && rd_kafka_assign(rk, list) == RD_KAFKA_RESP_ERR_NO_ERROR;
    rd_kafka_topic_partition_list_destroy(list);
    return ok;
}

struct bus_tail *bus_tail_open(const struct config *config, const char *const *topics)
{
    struct bus_tail *tail = g_new0(struct bus_tail, 1);
    g_autofree char *group = g_strdup_printf("otk-%d", g_random_int_range(1, G_MAXINT));

    tail->settings = otk_kafka(config);
    tail->rk = kafka_consumer_new(tail->settings, &(struct kafka_member){.group = group},
                                  &(struct kafka_consumer_callbacks){0});
    if (tail->rk && assign_ends(tail->rk, topics))
        return tail;
    otk_fail(OTK_UNREACHABLE, "%s: %s", config_text(config, "kafka.bootstrap"), tr("no answer"));
    bus_tail_close(tail);
    return NULL;
}

rd_kafka_message_t *bus_tail_next(struct bus_tail *tail, int ms)
{
    rd_kafka_message_t *message = rd_kafka_consumer_poll(tail->rk, ms);

    if (message && message->err) {
        rd_kafka_message_destroy(message);
        return NULL;
    }
    return message;
}

void bus_tail_close(struct bus_tail *tail)
{
    if (!tail)
        return;
    if (tail->rk) {
        rd_kafka_consumer_close(tail->rk);
        rd_kafka_destroy(tail->rk);
    }
    kafka_settings_free(tail->settings);
    g_free(tail);
}

char *bus_header(const rd_kafka_message_t *message, const char *name)
{
    rd_kafka_headers_t *headers;
    const void *value;
    size_t size;

    if (rd_kafka_message_headers(message, &headers) != RD_KAFKA_RESP_ERR_NO_ERROR ||
        rd_kafka_header_get_last(headers, name, &value, &size) != RD_KAFKA_RESP_ERR_NO_ERROR)
        return NULL;
    return g_strndup(value, size);
}

static void note_delivery(rd_kafka_t *rk, const rd_kafka_message_t *message, void *arg)
{
    (void)rk;
    *(rd_kafka_resp_err_t *)arg = message->err;
}

enum otk_exit bus_send(const struct config *config, const char *topic, const char *key, const char *value,
                       rd_kafka_headers_t *headers_take)
{
    rd_kafka_resp_err_t result = RD_KAFKA_RESP_ERR__TIMED_OUT;
    struct kafka_settings *settings = otk_kafka(config);
    rd_kafka_t *producer = kafka_producer_new(settings, note_delivery, &result);
    rd_kafka_resp_err_t queued =
        rd_kafka_producev(producer, RD_KAFKA_V_TOPIC(topic), RD_KAFKA_V_KEY(key, strlen(key)),
                          RD_KAFKA_V_VALUE((void *)value, strlen(value)), RD_KAFKA_V_HEADERS(headers_take),
                          RD_KAFKA_V_MSGFLAGS(RD_KAFKA_MSG_F_COPY), RD_KAFKA_V_END);

    if (queued != RD_KAFKA_RESP_ERR_NO_ERROR)
        rd_kafka_headers_destroy(headers_take);
    else
        rd_kafka_flush(producer, ASK_MS);
    kafka_producer_close(producer);
    kafka_settings_free(settings);
    if (queued == RD_KAFKA_RESP_ERR_NO_ERROR && result == RD_KAFKA_RESP_ERR_NO_ERROR)
        return OTK_DONE;
    const char *why = rd_kafka_err2str(queued != RD_KAFKA_RESP_ERR_NO_ERROR ? queued : result);
    return otk_fail(OTK_UNREACHABLE, "%s: %s", topic, why);
}
