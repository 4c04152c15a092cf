/* The table of topics against a broker: what is missing is made, what drifted is told or corrected. */
#include "topics.h"

#include <string.h>

#include <glib.h>

/* A broker that does not answer at all is told of sooner than one that is slow to make topics. */
enum { CONTACT_MS = 10000, TIMEOUT_MS = 30000, LOOK_MS = 200, SETTINGS = 3 };

/* One comparison: what is found is kept here between its steps. */
struct survey {
    rd_kafka_t *rk;
    rd_kafka_queue_t *queue;
    const struct topics *topics;
    GPtrArray *report;
    GHashTable *partitions; /* topic on the broker -> number of partitions */
    GPtrArray *missing;     /* struct topic_row */
    GPtrArray *narrow;      /* fewer partitions than wanted */
    GPtrArray *drifted;     /* settings differ */
    bool hopeless;          /* more partitions than wanted: cannot be corrected */
};

struct setting {
    const char *name;
    char value[24];
};

static void tell(const struct survey *s, const char *format, ...) __attribute__((format(printf, 2, 3)));

static void tell(const struct survey *s, const char *format, ...)
{
    va_list arguments;
    if (!s->report)
        return;
    va_start(arguments, format);
    g_ptr_array_add(s->report, g_strdup_vprintf(format, arguments));
    va_end(arguments);
}

static void settings_of(const struct topic_row *row, struct setting out[SETTINGS])
{
    out[0].name = "cleanup.policy";
    g_strlcpy(out[0].value, row->cleanup, sizeof out[0].value);
    out[1].name = "retention.ms";
    g_snprintf(out[1].value, sizeof out[1].value, "%" G_GINT64_FORMAT, row->retention_ms);
    out[2].name = "max.message.bytes";
    g_snprintf(out[2].value, sizeof out[2].value, "%" G_GINT64_FORMAT, row->max_message_bytes);
}

static enum status survey_open(struct survey *s, const struct kafka_settings *settings)
{
    s->rk = kafka_admin_new(settings);
    if (!s->rk)
        return ST_INVALID;
    s->queue = rd_kafka_queue_new(s->rk);
    s->partitions = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    s->missing = g_ptr_array_new();
    s->narrow = g_ptr_array_new();
    s->drifted = g_ptr_array_new();
    return ST_OK;
}

static void survey_close(struct survey *s)
{
    if (!s->rk)
        return;
    g_hash_table_destroy(s->partitions);
    g_ptr_array_free(s->missing, TRUE);
    g_ptr_array_free(s->narrow, TRUE);
    g_ptr_array_free(s->drifted, TRUE);
    rd_kafka_queue_destroy(s->queue);
    rd_kafka_destroy(s->rk);
}

/* The answer to the request just sent; NULL: away or refused as a whole (told). The caller destroys it. */
static rd_kafka_event_t *answer(struct survey *s)
{
    rd_kafka_event_t *event = rd_kafka_queue_poll(s->queue, TIMEOUT_MS);
    if (event && !rd_kafka_event_error(event))
        return event;
    tell(s, "broker: %s", event ? rd_kafka_event_error_string(event) : "no answer");
    if (event)
        rd_kafka_event_destroy(event);
    return NULL;
}

static enum status read_partitions(struct survey *s)
{
    const struct rd_kafka_metadata *metadata;
    rd_kafka_resp_err_t error = rd_kafka_metadata(s->rk, 1, NULL, &metadata, CONTACT_MS);
    if (error) {
        tell(s, "broker: %s", rd_kafka_err2str(error));
        return ST_RETRY;
    }
    for (int i = 0; i < metadata->topic_cnt; i++)
        g_hash_table_insert(s->partitions, g_strdup(metadata->topics[i].topic),
                            GINT_TO_POINTER(metadata->topics[i].partition_cnt));
    rd_kafka_metadata_destroy(metadata);
    return ST_OK;
}

static void compare_partitions(struct survey *s)
{
    for (size_t i = 0; i < topics_count(s->topics); i++) {
        const struct topic_row *row = topics_at(s->topics, i);
        int32_t found = GPOINTER_TO_INT(g_hash_table_lookup(s->partitions, row->name));
        if (!found) {
            tell(s, "%s: missing", row->name);
            g_ptr_array_add(s->missing, (void *)row);
        } else if (found < row->partitions) {
            tell(s, "%s: partitions are %d, not %d", row->name, found, row->partitions);
            g_ptr_array_add(s->narrow, (void *)row);
        } else if (found > row->partitions) {
            tell(s, "%s: partitions are %d, more than %d; they cannot be taken away", row->name, found,
                 row->partitions);
            s->hopeless = true;
        }
    }
}

static const char *value_of(const rd_kafka_ConfigEntry_t **entries, size_t count, const char *name)
{
    for (size_t i = 0; i < count; i++)
        if (!strcmp(rd_kafka_ConfigEntry_name(entries[i]), name))
            return rd_kafka_ConfigEntry_value(entries[i]);
    return NULL;
}

static void compare_settings(struct survey *s, const rd_kafka_ConfigResource_t *resource)
{
    size_t count;
    bool drifted = false;
    struct setting wanted[SETTINGS];
    const struct topic_row *row = topics_find(s->topics, rd_kafka_ConfigResource_name(resource));
    const rd_kafka_ConfigEntry_t **entries = rd_kafka_ConfigResource_configs(resource, &count);
    settings_of(row, wanted);
    for (int i = 0; i < SETTINGS; i++) {
        const char *found = value_of(entries, count, wanted[i].name);
        if (found && !strcmp(found, wanted[i].value))
            continue;
        tell(s, "%s: %s is %s, not %s", row->name, wanted[i].name, found ? found : "unknown", wanted[i].value);
        drifted = true;
    }
    if (drifted)
        g_ptr_array_add(s->drifted, (void *)row);
}

static void free_resource(void *resource)
{
    rd_kafka_ConfigResource_destroy(resource);
}

static enum status read_settings(struct survey *s)
{
    size_t count;
    g_autoptr(GPtrArray) wanted = g_ptr_array_new_with_free_func(free_resource);
    for (size_t i = 0; i < topics_count(s->topics); i++)
        if (g_hash_table_contains(s->partitions, topics_at(s->topics, i)->name))
            g_ptr_array_add(wanted,
                            rd_kafka_ConfigResource_new(RD_KAFKA_RESOURCE_TOPIC, topics_at(s->topics, i)->name));
    if (!wanted->len)
        return ST_OK;
    rd_kafka_DescribeConfigs(s->rk, (rd_kafka_ConfigResource_t **)wanted->pdata, wanted->len, NULL, s->queue);
    rd_kafka_event_t *event = answer(s);
    if (!event)
        return ST_RETRY;
    const rd_kafka_ConfigResource_t **found =
        rd_kafka_DescribeConfigs_result_resources(rd_kafka_event_DescribeConfigs_result(event), &count);
    for (size_t i = 0; i < count; i++)
        compare_settings(s, found[i]);
    rd_kafka_event_destroy(event);
    return ST_OK;
}

static enum status survey(struct survey *s)
{
    enum status status = read_partitions(s);
    if (status != ST_OK)
        return status;
    compare_partitions(s);
    return read_settings(s);
}

/* Errors of single topics; that one is there already is no error: another one made it meanwhile. */
static enum status judge(struct survey *s, const rd_kafka_topic_result_t **results, size_t count, const char *done)
{
    enum status status = ST_OK;
    for (size_t i = 0; i < count; i++) {
        rd_kafka_resp_err_t error = rd_kafka_topic_result_error(results[i]);
        if (!error || error == RD_KAFKA_RESP_ERR_TOPIC_ALREADY_EXISTS) {
            tell(s, "%s: %s", rd_kafka_topic_result_name(results[i]), done);
            continue;
        }
        tell(s, "%s: %s", rd_kafka_topic_result_name(results[i]), rd_kafka_err2str(error));
        status = ST_CONFLICT;
    }
    return status;
}

static void free_new_topic(void *topic)
{
    rd_kafka_NewTopic_destroy(topic);
}

static rd_kafka_NewTopic_t *new_topic(const struct topic_row *row)
{
    char why[128];
    struct setting settings[SETTINGS];
    rd_kafka_NewTopic_t *topic = rd_kafka_NewTopic_new(row->name, row->partitions, -1, why, sizeof why);
    settings_of(row, settings);
    for (int i = 0; topic && i < SETTINGS; i++)
        rd_kafka_NewTopic_set_config(topic, settings[i].name, settings[i].value);
    return topic;
}

static enum status create_missing(struct survey *s)
{
    size_t count;
    g_autoptr(GPtrArray) wanted = g_ptr_array_new_with_free_func(free_new_topic);
    for (guint i = 0; i < s->missing->len; i++)
        g_ptr_array_add(wanted, new_topic(s->missing->pdata[i]));
    if (!wanted->len)
        return ST_OK;
    rd_kafka_CreateTopics(s->rk, (rd_kafka_NewTopic_t **)wanted->pdata, wanted->len, NULL, s->queue);
    rd_kafka_event_t *event = answer(s);
    if (!event)
        return ST_RETRY;
    const rd_kafka_topic_result_t **results =
        rd_kafka_CreateTopics_result_topics(rd_kafka_event_CreateTopics_result(event), &count);
    enum status status = judge(s, results, count, "made");
    rd_kafka_event_destroy(event);
    return status;
}

static void free_new_partitions(void *partitions)
{
    rd_kafka_NewPartitions_destroy(partitions);
}

static enum status add_partitions(struct survey *s)
{
    size_t count;
    char why[128];
    g_autoptr(GPtrArray) wanted = g_ptr_array_new_with_free_func(free_new_partitions);
    for (guint i = 0; i < s->narrow->len; i++) {
        const struct topic_row *row = s->narrow->pdata[i];
        g_ptr_array_add(wanted, rd_kafka_NewPartitions_new(row->name, (size_t)row->partitions, why, sizeof why));
    }
    if (!wanted->len)
        return ST_OK;
    rd_kafka_CreatePartitions(s->rk, (rd_kafka_NewPartitions_t **)wanted->pdata, wanted->len, NULL, s->queue);
    rd_kafka_event_t *event = answer(s);
    if (!event)
        return ST_RETRY;
    const rd_kafka_topic_result_t **results =
        rd_kafka_CreatePartitions_result_topics(rd_kafka_event_CreatePartitions_result(event), &count);
    enum status status = judge(s, results, count, "partitions added");
    rd_kafka_event_destroy(event);
    return status;
}

static rd_kafka_ConfigResource_t *settings_resource(const struct topic_row *row)
{
    struct setting settings[SETTINGS];
    rd_kafka_ConfigResource_t *resource = rd_kafka_ConfigResource_new(RD_KAFKA_RESOURCE_TOPIC, row->name);
    settings_of(row, settings);
    for (int i = 0; i < SETTINGS; i++)
        rd_kafka_ConfigResource_set_config(resource, settings[i].name, settings[i].value);
    return resource;
}

static enum status judge_settings(struct survey *s, rd_kafka_event_t *event)
{
    size_t count;
    enum status status = ST_OK;
    const rd_kafka_ConfigResource_t **results =
        rd_kafka_AlterConfigs_result_resources(rd_kafka_event_AlterConfigs_result(event), &count);
    for (size_t i = 0; i < count; i++) {
        rd_kafka_resp_err_t error = rd_kafka_ConfigResource_error(results[i]);
        tell(s, "%s: %s", rd_kafka_ConfigResource_name(results[i]), error ? rd_kafka_err2str(error) : "settings set");
        status = error ? ST_CONFLICT : status;
    }
    return status;
}

static enum status correct_settings(struct survey *s)
{
    g_autoptr(GPtrArray) wanted = g_ptr_array_new_with_free_func(free_resource);
    for (guint i = 0; i < s->drifted->len; i++)
        g_ptr_array_add(wanted, settings_resource(s->drifted->pdata[i]));
    if (!wanted->len)
        return ST_OK;
    rd_kafka_AlterConfigs(s->rk, (rd_kafka_ConfigResource_t **)wanted->pdata, wanted->len, NULL, s->queue);
    rd_kafka_event_t *event = answer(s);
    if (!event)
        return ST_RETRY;
    enum status status = judge_settings(s, event);
    rd_kafka_event_destroy(event);
    return status;
}

enum status topics_check(const struct kafka_settings *settings, const struct topics *topics, GPtrArray *report)
{
    struct survey s = {.topics = topics, .report = report};
    enum status status = survey_open(&s, settings);
    if (status == ST_OK)
        status = survey(&s);
    if (status == ST_OK && (s.missing->len || s.narrow->len || s.drifted->len || s.hopeless))
        status = ST_CONFLICT;
    survey_close(&s);
    return status;
}

enum status topics_apply(const struct kafka_settings *settings, const struct topics *topics, GPtrArray *report)
{
    struct survey s = {.topics = topics, .report = report};
    enum status status = survey_open(&s, settings);
    if (status == ST_OK)
        status = survey(&s);
    if (status == ST_OK)
        status = create_missing(&s);
    if (status == ST_OK)
        status = add_partitions(&s);
    if (status == ST_OK)
        status = correct_settings(&s);
    if (status == ST_OK && s.hopeless)
        status = ST_CONFLICT;
    survey_close(&s);
    return status;
}

/* Topics of the table that services write and the broker has. The caller frees the list. */
static GPtrArray *own_topics(const struct survey *s)
{
    GPtrArray *found = g_ptr_array_new_with_free_func((GDestroyNotify)rd_kafka_DeleteTopic_destroy);

    for (size_t i = 0; i < topics_count(s->topics); i++) {
        const struct topic_row *row = topics_at(s->topics, i);
        if (strcmp(row->publisher, "foreign") != 0 && g_hash_table_contains(s->partitions, row->name))
            g_ptr_array_add(found, rd_kafka_DeleteTopic_new(row->name));
    }
    return found;
}

static enum status delete_own(struct survey *s)
{
    size_t count;
    g_autoptr(GPtrArray) found = own_topics(s);
    if (!found->len)
        return ST_OK;
    rd_kafka_DeleteTopics(s->rk, (rd_kafka_DeleteTopic_t **)found->pdata, found->len, NULL, s->queue);
    rd_kafka_event_t *event = answer(s);
    if (!event)
        return ST_RETRY;
    const rd_kafka_topic_result_t **results =
        rd_kafka_DeleteTopics_result_topics(rd_kafka_event_DeleteTopics_result(event), &count);
    enum status status = judge(s, results, count, "deleted");
    rd_kafka_event_destroy(event);
    return status;
}

/* A topic that is being deleted cannot be made yet. */
static enum status wait_until_gone(struct survey *s)
{
    for (int waited_ms = 0; waited_ms < TIMEOUT_MS; waited_ms += LOOK_MS) {
        g_hash_table_remove_all(s->partitions);
        enum status status = read_partitions(s);
        g_autoptr(GPtrArray) left = own_topics(s);
        if (status == ST_OK && !left->len)
            return ST_OK;
        g_usleep(LOOK_MS * 1000);
    }
    return ST_RETRY;
}

enum status topics_empty(const struct kafka_settings *settings, const struct topics *topics, GPtrArray *report)
{
    struct survey s = {.topics = topics, .report = report};
    enum status status = survey_open(&s, settings);
    if (status == ST_OK)
        status = read_partitions(&s);
    if (status == ST_OK)
        status = delete_own(&s);
    if (status == ST_OK)
        status = wait_until_gone(&s);
    survey_close(&s);
    return status == ST_OK ? topics_apply(settings, topics, report) : status;
}
