#include "topics.h"

#include <string.h>

#include <glib.h>
#include <jansson.h>

struct topics {
    json_t *document; /* owns the rows' texts */
    GPtrArray *names; /* owns those of added rows */
    struct topic_row *rows;
    size_t count;
};

static void tell(GPtrArray *report, const char *format, ...) __attribute__((format(printf, 2, 3)));

static void tell(GPtrArray *report, const char *format, ...)
{
    va_list arguments;
    if (!report)
        return;
    va_start(arguments, format);
    g_ptr_array_add(report, g_strdup_vprintf(format, arguments));
    va_end(arguments);
}

/* Unpacks all members, none missing, none unknown ("!" of jansson's format). */
static bool row_unpack(json_t *object, struct topic_row *row, GPtrArray *report)
{
    int partitions, personal;
    json_t *answers = NULL;
    json_int_t retention_ms, max_message_bytes;
    json_error_t error;
    if (json_unpack_ex(object, &error, 0, "{s:s, s:i, s:s, s:I, s:I, s:s, s:s, s:b, s:s, s:s, s?s, s?o!}", "name",
                       &row->name, "partitions", &partitions, "cleanup", &row->cleanup, "retention_ms", &retention_ms,
                       "max_message_bytes", &max_message_bytes, "key", &row->key, "publisher", &row->publisher,
                       "personal", &personal, "start", &row->start, "description", &row->description, "family",
                       &row->family, "answers", &answers)) {
        tell(report, "topic %s: %s", row->name ? row->name : "without name", error.text);
        return false;
    }
    row->answers = answers;
    row->partitions = partitions;
    row->personal = personal;
    row->retention_ms = retention_ms;
    row->max_message_bytes = max_message_bytes;
    return true;
}

static bool one_of(const char *value, const char *first, const char *second)
{
    return !strcmp(value, first) || !strcmp(value, second);
}

static bool row_check(const struct topics *topics, const struct topic_row *row, GPtrArray *report)
{
    const char *fault = NULL;
    if (!*row->name || strlen(row->name) > 249)
        fault = "name must have 1 to 249 characters";
    else if (strspn(row->name, "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789._-") !=
             strlen(row->name))
        fault = "name may have letters, digits, '.', '_', '-' only";
    else if (topics_find(topics, row->name))
        fault = "stands twice in the table";
    else if (row->partitions < 1)
        fault = "partitions must be at least 1";
    else if (!one_of(row->cleanup, "delete", "compact"))
        fault = "cleanup must be delete or compact";
    else if (row->retention_ms < -1 || row->retention_ms == 0)
        fault = "retention_ms must be -1 or more than 0";
    else if (row->max_message_bytes < 1024)
        fault = "max_message_bytes must be at least 1024";
    else if (!one_of(row->start, "replay", "snapshot"))
        fault = "start must be replay or snapshot";
    else if (row->family && (!*row->family || !g_str_has_prefix(row->name, row->family)))
        fault = "family must be the beginning of its name";
    else if (row->answers && !json_is_array(row->answers))
        fault = "answers must be an array";
    if (fault)
        tell(report, "topic %s: %s", row->name, fault);
    return !fault;
}

static bool read_rows(struct topics *topics, GPtrArray *report)
{
    size_t index;
    json_t *object;
    json_t *list = json_object_get(topics->document, "topics");
    bool good = json_array_size(list) > 0;
    if (!good)
        tell(report, "no array \"topics\"");
    topics->rows = g_new0(struct topic_row, json_array_size(list) + 1);
    json_array_foreach(list, index, object)
    {
        struct topic_row row = {0};
        if (row_unpack(object, &row, report) && row_check(topics, &row, report))
            topics->rows[topics->count++] = row;
        else
            good = false;
    }
    return good;
}

struct topics *topics_load(const char *path, GPtrArray *report)
{
    json_error_t error;
    struct topics *topics = g_new0(struct topics, 1);
    topics->names = g_ptr_array_new_with_free_func(g_free);
    topics->document = json_load_file(path, JSON_REJECT_DUPLICATES, &error);
    if (!topics->document)
        tell(report, "%s:%d: %s", path, error.line, error.text);
    if (topics->document && read_rows(topics, report))
        return topics;
    topics_free(topics);
    return NULL;
}

void topics_free(struct topics *topics)
{
    if (!topics)
        return;
    json_decref(topics->document);
    g_ptr_array_free(topics->names, TRUE);
    g_free(topics->rows);
    g_free(topics);
}

size_t topics_count(const struct topics *topics)
{
    return topics->count;
}

const struct topic_row *topics_at(const struct topics *topics, size_t index)
{
    return index < topics->count ? &topics->rows[index] : NULL;
}

const struct topic_row *topics_find(const struct topics *topics, const char *name)
{
    for (size_t i = 0; i < topics->count; i++)
        if (!strcmp(topics->rows[i].name, name))
            return &topics->rows[i];
    return NULL;
}

const struct topic_row *topics_like(const struct topics *topics, const char *name)
{
    const struct topic_row *own = topics_find(topics, name);

    for (size_t i = 0; !own && i < topics->count; i++)
        if (topics->rows[i].family && g_str_has_prefix(name, topics->rows[i].family))
            own = &topics->rows[i];
    return own;
}

bool topics_add(struct topics *topics, const char *name)
{
    const struct topic_row *like = topics_like(topics, name);

    if (!like || topics_find(topics, name))
        return like;
    struct topic_row row = *like;
    row.name = g_strdup(name);
    g_ptr_array_add(topics->names, (char *)row.name);
    if (!row_check(topics, &row, NULL))
        return false;
    topics->rows = g_renew(struct topic_row, topics->rows, topics->count + 1);
    topics->rows[topics->count++] = row;
    return true;
}
