/* test_topics.c: empties a test's bus. otk-test-topics BROKERS [TOPIC:PARTITIONS[:SETTING=VALUE]...] deletes every
 * topic but Kafka's own, then makes those named; otk-test-topics BROKERS --records TOPIC:PARTITIONS deletes what stands
 * in this one, which keeps its offsets. */
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <glib.h>
#include <librdkafka/rdkafka.h>

#define LIMIT_MS 30000

static void fail(const char *what, const char *why)
{
    fprintf(stderr, "otk-test-topics: %s: %s\n", what, why);
    exit(1);
}

static rd_kafka_t *connect_to(const char *brokers)
{
    char why[256];
    rd_kafka_conf_t *conf = rd_kafka_conf_new();
    if (rd_kafka_conf_set(conf, "bootstrap.servers", brokers, why, sizeof why) != RD_KAFKA_CONF_OK)
        fail(brokers, why);
    rd_kafka_t *rk = rd_kafka_new(RD_KAFKA_PRODUCER, conf, why, sizeof why);
    if (!rk)
        fail(brokers, why);
    return rk;
}

/* Names of all topics but those of Kafka itself ("__..."). */
static GPtrArray *topic_names(rd_kafka_t *rk)
{
    const rd_kafka_metadata_t *metadata;
    rd_kafka_resp_err_t err = rd_kafka_metadata(rk, 1, NULL, &metadata, LIMIT_MS);
    if (err)
        fail("metadata", rd_kafka_err2str(err));
    GPtrArray *names = g_ptr_array_new_with_free_func(g_free);
    for (int i = 0; i < metadata->topic_cnt; i++)
        if (!g_str_has_prefix(metadata->topics[i].topic, "__"))
            g_ptr_array_add(names, g_strdup(metadata->topics[i].topic));
    rd_kafka_metadata_destroy(metadata);
    return names;
}

/* Waits for the answer to an admin request and fails on any topic's error. */
static void settle(rd_kafka_queue_t *queue, const rd_kafka_topic_result_t **(*results)(rd_kafka_event_t *, size_t *))
{
    rd_kafka_event_t *event = rd_kafka_queue_poll(queue, LIMIT_MS);
    if (!event || rd_kafka_event_error(event))
        fail("admin request", event ? rd_kafka_event_error_string(event) : "no answer");
    size_t count;
    const rd_kafka_topic_result_t **each = results(event, &count);
    for (size_t i = 0; i < count; i++)
        if (rd_kafka_topic_result_error(each[i]))
            fail(rd_kafka_topic_result_name(each[i]), rd_kafka_err2str(rd_kafka_topic_result_error(each[i])));
    rd_kafka_event_destroy(event);
}

static const rd_kafka_topic_result_t **delete_results(rd_kafka_event_t *event, size_t *count)
{
    return rd_kafka_DeleteTopics_result_topics(rd_kafka_event_DeleteTopics_result(event), count);
}

static const rd_kafka_topic_result_t **create_results(rd_kafka_event_t *event, size_t *count)
{
    return rd_kafka_CreateTopics_result_topics(rd_kafka_event_CreateTopics_result(event), count);
}

static void delete_all(rd_kafka_t *rk, rd_kafka_queue_t *queue)
{
    g_autoptr(GPtrArray) names = topic_names(rk);
    if (names->len == 0)
        return;
    g_autoptr(GPtrArray) topics = g_ptr_array_new_with_free_func((GDestroyNotify)rd_kafka_DeleteTopic_destroy);
    for (guint i = 0; i < names->len; i++)
        g_ptr_array_add(topics, rd_kafka_DeleteTopic_new(names->pdata[i]));
    rd_kafka_DeleteTopics(rk, (rd_kafka_DeleteTopic_t **)topics->pdata, topics->len, NULL, queue);
    settle(queue, delete_results);
}

static rd_kafka_NewTopic_t *topic_from(const char *text)
{
    char why[256];
    g_auto(GStrv) words = g_strsplit(text, ":", -1);
    if (!words[0] || !words[1])
        fail(text, "must be TOPIC:PARTITIONS[:SETTING=VALUE]...");
    rd_kafka_NewTopic_t *topic = rd_kafka_NewTopic_new(words[0], atoi(words[1]), 1, why, sizeof why);
    if (!topic)
        fail(text, why);
    for (char **setting = words + 2; *setting; setting++) {
        char *equals = strchr(*setting, '=');
        if (!equals)
            fail(text, "a setting must be NAME=VALUE");
        *equals = '\0';
        rd_kafka_NewTopic_set_config(topic, *setting, equals + 1);
    }
    return topic;
}

static void create(rd_kafka_t *rk, rd_kafka_queue_t *queue, char **texts)
{
    g_autoptr(GPtrArray) topics = g_ptr_array_new_with_free_func((GDestroyNotify)rd_kafka_NewTopic_destroy);
    for (char **text = texts; *text; text++)
        g_ptr_array_add(topics, topic_from(*text));
    if (topics->len == 0)
        return;
    rd_kafka_CreateTopics(rk, (rd_kafka_NewTopic_t **)topics->pdata, topics->len, NULL, queue);
    settle(queue, create_results);
}

/* -1: up to the end. */
static void delete_records(rd_kafka_t *rk, rd_kafka_queue_t *queue, const char *text)
{
    g_auto(GStrv) words = g_strsplit(text, ":", 2);
    if (!words[0] || !words[1])
        fail(text, "must be TOPIC:PARTITIONS");
    rd_kafka_topic_partition_list_t *upto = rd_kafka_topic_partition_list_new(1);
    for (int32_t i = 0; i < atoi(words[1]); i++)
        rd_kafka_topic_partition_list_add(upto, words[0], i)->offset = RD_KAFKA_OFFSET_END;
    rd_kafka_DeleteRecords_t *request = rd_kafka_DeleteRecords_new(upto);
    rd_kafka_DeleteRecords(rk, &request, 1, NULL, queue);
    rd_kafka_event_t *event = rd_kafka_queue_poll(queue, LIMIT_MS);
    if (!event || rd_kafka_event_error(event))
        fail("deletion of records", event ? rd_kafka_event_error_string(event) : "no answer");
    const rd_kafka_topic_partition_list_t *done =
        rd_kafka_DeleteRecords_result_offsets(rd_kafka_event_DeleteRecords_result(event));
    for (int i = 0; i < done->cnt; i++)
        if (done->elems[i].err)
            fail(text, rd_kafka_err2str(done->elems[i].err));
    rd_kafka_event_destroy(event);
    rd_kafka_DeleteRecords_destroy(request);
    rd_kafka_topic_partition_list_destroy(upto);
}

int main(int argc, char **argv)
{
    if (argc < 2)
        fail("usage", "otk-test-topics BROKERS [TOPIC:PARTITIONS[:SETTING=VALUE]...]");
    rd_kafka_t *rk = connect_to(argv[1]);
    rd_kafka_queue_t *queue = rd_kafka_queue_new(rk);
    if (argc == 4 && !strcmp(argv[2], "--records")) {
        delete_records(rk, queue, argv[3]);
    } else {
        delete_all(rk, queue);
        create(rk, queue, argv + 2);
    }
    rd_kafka_queue_destroy(queue);
    rd_kafka_destroy(rk);
    return 0;
}
