#include "acls.h"

#include <string.h>

#define WRITE RD_KAFKA_ACL_OPERATION_WRITE
#define READ RD_KAFKA_ACL_OPERATION_READ
#define TOPIC RD_KAFKA_RESOURCE_TOPIC
#define GROUP RD_KAFKA_RESOURCE_GROUP

static bool publishes(const char *service, const struct topic_row *row)
{
    return !strcmp(row->publisher, service) || !strcmp(row->publisher, "every service");
}

/* Write covers an idempotent producer, too, and both cover Describe (KIP-679, Kafka 2.8 and newer). */
void acls_of_service(GPtrArray *acls, const struct topics *topics, const json_t *described)
{
    size_t i;
    json_t *one;
    const char *service = json_string_value(json_object_get(described, "service"));
    const json_t *consumes = json_object_get(described, "consumes");
    g_autofree char *name = g_strdup_printf("otklik-%s", service);

    for (size_t n = 0; n < topics_count(topics); n++)
        if (publishes(service, topics_at(topics, n)))
            acls_add(acls, name, WRITE, TOPIC, topics_at(topics, n)->name);
    json_array_foreach(consumes, i, one)
        acls_add(acls, name, READ, TOPIC, json_string_value(json_object_get(one, "topic")));
    if (json_array_size(consumes))
        acls_add(acls, name, READ, GROUP, name);
}

/* True when the row answers what is sent to the topic; one of a family is answered as its first is. */
static bool answers(const struct topics *topics, const struct topic_row *row, const char *topic)
{
    size_t i;
    json_t *one;

    json_array_foreach(row->answers, i, one)
    {
        const struct topic_row *asked = topics_find(topics, json_string_value(one));
        if (asked && (!strcmp(asked->name, topic) || (asked->family && g_str_has_prefix(topic, asked->family))))
            return true;
    }
    return false;
}

static void may_send(GPtrArray *acls, const struct topics *topics, const char *principal, const char *topic)
{
    acls_add(acls, principal, WRITE, TOPIC, topic);
    for (size_t n = 0; n < topics_count(topics); n++) {
        if (!answers(topics, topics_at(topics, n), topic))
            continue;
        acls_add(acls, principal, READ, TOPIC, topics_at(topics, n)->name);
        acls_add(acls, principal, READ, GROUP, principal);
    }
}

bool topic_is_for_sources(const struct topics *topics, const char *topic)
{
    const struct topic_row *row = topics_like(topics, topic);

    return row && !strcmp(row->publisher, "foreign");
}

void acls_of_source(GPtrArray *acls, const struct topics *topics, const json_t *source, GPtrArray *faults)
{
    size_t i;
    json_t *topic;
    const char *name = json_string_value(json_object_get(source, "name"));
    const char *principal = json_string_value(json_object_get(source, "principal"));

    if (!principal || !*principal)
        return;
    json_array_foreach(json_object_get(source, "topics"), i, topic)
    {
        if (topic_is_for_sources(topics, json_string_value(topic)))
            may_send(acls, topics, principal, json_string_value(topic));
        else
            g_ptr_array_add(
                faults, g_strdup_printf(tr("source %s: %s is no topic for sources"), name, json_string_value(topic)));
    }
}

void acls_of_reader(GPtrArray *acls, const struct topics *topics, const char *principal)
{
    for (size_t n = 0; n < topics_count(topics); n++) {
        const struct topic_row *row = topics_at(topics, n);
        if (!row->personal && strcmp(row->publisher, "foreign") != 0)
            acls_add(acls, principal, READ, TOPIC, row->name);
    }
    acls_add(acls, principal, READ, GROUP, principal);
}

static bool covers(const struct acl *acl, const char *name)
{
    if (acl->pattern == RD_KAFKA_RESOURCE_PATTERN_PREFIXED)
        return g_str_has_prefix(name, acl->name);
    return !strcmp(acl->name, "*") || !strcmp(acl->name, name);
}

bool acl_touches(const struct acl *acl, const struct topics *topics, const GPtrArray *wanted)
{
    bool found = acl->resource == TOPIC && topics_like(topics, acl->name);

    for (size_t n = 0; acl->resource == TOPIC && !found && n < topics_count(topics); n++)
        found = covers(acl, topics_at(topics, n)->name);
    for (guint i = 0; acl->resource == GROUP && !found && i < wanted->len; i++) {
        const struct acl *one = wanted->pdata[i];
        found = one->resource == GROUP && covers(acl, one->name);
    }
    return found;
}

/* topic -> names of its sources with commas */
static GHashTable *sources_by_topic(const json_t *sources)
{
    size_t i, n;
    json_t *source, *topic;
    GHashTable *found = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, g_free);

    json_array_foreach(sources, i, source)
    {
        const char *name = json_string_value(json_object_get(source, "name"));
        json_array_foreach(json_object_get(source, "topics"), n, topic)
        {
            const char *text = json_string_value(topic);
            const char *before = g_hash_table_lookup(found, text);
            g_hash_table_insert(found, g_strdup(text),
                                before ? g_strdup_printf("%s, %s", before, name) : g_strdup(name));
        }
    }
    return found;
}

static void remark_shared_topics(GPtrArray *lines, const json_t *sources)
{
    GHashTableIter iter;
    void *topic, *names;
    g_autoptr(GHashTable) found = sources_by_topic(sources);

    g_hash_table_iter_init(&iter, found);
    while (g_hash_table_iter_next(&iter, &topic, &names))
        if (strstr(names, ", "))
            g_ptr_array_add(lines, g_strdup_printf(tr("%s: each of these sources can write in the name of the others: "
                                                      "%s"),
                                                   (char *)topic, (char *)names));
}

GPtrArray *acls_remarks(const json_t *sources)
{
    size_t i;
    json_t *source;
    GPtrArray *lines = g_ptr_array_new_with_free_func(g_free);

    remark_shared_topics(lines, sources);
    json_array_foreach(sources, i, source)
    {
        const char *principal = json_string_value(json_object_get(source, "principal"));
        if (!principal || !*principal)
            g_ptr_array_add(lines, g_strdup_printf(tr("source %s: no principal, so nothing is granted"),
                                                   json_string_value(json_object_get(source, "name"))));
    }
    return lines;
}
