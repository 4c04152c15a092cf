/* Topics that services write, made anew: what they told of is a future that a restored database has never had. */
#include "topics.h"

#include <string.h>

#include <glib.h>

enum { TIMEOUT_MS = 30000, LOOK_MS = 200 };

static GHashTable *names_of_services(const struct topics *topics)
{
    GHashTable *names = g_hash_table_new(g_str_hash, g_str_equal);

    for (size_t i = 0; i < topics_count(topics); i++) {
        const struct topic_row *row = topics_at(topics, i);
        if (strcmp(row->publisher, "foreign") != 0)
            g_hash_table_add(names, (char *)row->name);
    }
    return names;
}

/* Those of the names that the broker has, as requests to delete them; NULL: no answer. */
static GPtrArray *there(rd_kafka_t *rk, GHashTable *names)
{
    const struct rd_kafka_metadata *metadata;

    if (rd_kafka_metadata(rk, 1, NULL, &metadata, TIMEOUT_MS))
        return NULL;
    GPtrArray *found = g_ptr_array_new_with_free_func((GDestroyNotify)rd_kafka_DeleteTopic_destroy);
    for (int i = 0; i < metadata->topic_cnt; i++)
        if (g_hash_table_contains(names, metadata->topics[i].topic))
            g_ptr_array_add(found, rd_kafka_DeleteTopic_new(metadata->topics[i].topic));
    rd_kafka_metadata_destroy(metadata);
    return found;
}

static enum status judge(const rd_kafka_event_t *event, GPtrArray *report)
{
    size_t count;
    enum status status = ST_OK;
    const rd_kafka_topic_result_t **results =
        rd_kafka_DeleteTopics_result_topics(rd_kafka_event_DeleteTopics_result((rd_kafka_event_t *)event), &count);

    for (size_t i = 0; i < count; i++) {
        rd_kafka_resp_err_t error = rd_kafka_topic_result_error(results[i]);
        g_ptr_array_add(report, g_strdup_printf("%s: %s", rd_kafka_topic_result_name(results[i]),
                                                error ? rd_kafka_err2str(error) : "deleted"));
        status = error ? ST_CONFLICT : status;
    }
    return status;
}

static enum status remove_all(rd_kafka_t *rk, GPtrArray *topics, GPtrArray *report)
{
    rd_kafka_queue_t *queue = rd_kafka_queue_new(rk);
    rd_kafka_DeleteTopics(rk, (rd_kafka_DeleteTopic_t **)topics->pdata, topics->len, NULL, queue);
    rd_kafka_event_t *event = rd_kafka_queue_poll(queue, TIMEOUT_MS);
    enum status status = event && !rd_kafka_event_error(event) ? judge(event, report) : ST_RETRY;

    if (event)
        rd_kafka_event_destroy(event);
    rd_kafka_queue_destroy(queue);
    return status;
}

/* A topic that is being deleted cannot be made yet. */
static enum status wait_until_gone(rd_kafka_t *rk, GHashTable *names)
{
    for (int waited_ms = 0; waited_ms < TIMEOUT_MS; waited_ms += LOOK_MS) {
        g_autoptr(GPtrArray) found = there(rk, names);
        if (found && !found->len)
            return ST_OK;
        g_usleep(LOOK_MS * 1000);
    }
    return ST_RETRY;
}

enum status topics_empty(const struct kafka_settings *settings, const struct topics *topics, GPtrArray *report)
{
    rd_kafka_t *rk = kafka_admin_new(settings);
    if (!rk)
        return ST_INVALID;
    g_autoptr(GHashTable) names = names_of_services(topics);
    g_autoptr(GPtrArray) found = there(rk, names);
    enum status status = found ? ST_OK : ST_RETRY;
    if (found && found->len)
        status = remove_all(rk, found, report);
    if (status == ST_OK)
        status = wait_until_gone(rk, names);
    rd_kafka_destroy(rk);
    return status == ST_OK ? topics_apply(settings, topics, report) : status;
}
