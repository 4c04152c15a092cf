#include "bus_topics.h"

#include "cloudevents.h"

#include <string.h>

#include <glib.h>

/* librdkafka takes a name that begins with '^' as a POSIX expression. */
static char *subscription_name(const char *topic)
{
    size_t length = strlen(topic);
    if (!length || topic[length - 1] != '*')
        return g_strdup(topic);
    g_autofree char *prefix = g_strndup(topic, length - 1);
    g_autofree char *escaped = g_regex_escape_string(prefix, -1);
    return g_strdup_printf("^%s.*", escaped);
}

rd_kafka_resp_err_t bus_topics_subscribe(rd_kafka_t *rk, char *const *topics)
{
    rd_kafka_topic_partition_list_t *list = rd_kafka_topic_partition_list_new(8);
    for (; *topics; topics++) {
        g_autofree char *name = subscription_name(*topics);
        rd_kafka_topic_partition_list_add(list, name, RD_KAFKA_PARTITION_UA);
    }
    rd_kafka_resp_err_t error = rd_kafka_subscribe(rk, list);
    rd_kafka_topic_partition_list_destroy(list);
    return error;
}

static bool wanted(char *const *topics, const char *name)
{
    for (; *topics; topics++)
        if (topic_fits(*topics, name))
            return true;
    return false;
}

static bool owns(const rd_kafka_topic_partition_list_t *owned, const char *name)
{
    for (int i = 0; i < owned->cnt; i++)
        if (!strcmp(owned->elems[i].topic, name))
            return true;
    return false;
}

bool bus_topics_lack(rd_kafka_t *rk, char *const *topics, const rd_kafka_topic_partition_list_t *owned, int timeout_ms)
{
    bool lacks = false;
    const struct rd_kafka_metadata *metadata;

    if (rd_kafka_metadata(rk, 1, NULL, &metadata, timeout_ms) != RD_KAFKA_RESP_ERR_NO_ERROR)
        return false;
    for (int i = 0; i < metadata->topic_cnt && !lacks; i++)
        lacks = wanted(topics, metadata->topics[i].topic) && !owns(owned, metadata->topics[i].topic);
    rd_kafka_metadata_destroy(metadata);
    return lacks;
}
