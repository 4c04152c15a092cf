/* Outgoing events: binary mode, the headers as they stand in the outbox and as they go to the bus. */
#include "cloudevents.h"
#include "json_text.h"

#include <string.h>

static void append_header(GString *out, const char *name, const char *value)
{
    if (!value || !*value)
        return;
    g_string_append_c(out, ',');
    json_text_add_member(out, name, value, -1);
}

void event_headers_append(GString *out, const struct event_attributes *a)
{
    char time[INSTANT_TEXT_SIZE];
    char source[128];
    g_snprintf(source, sizeof source, "otklik/%s", a->service);
    g_string_append(out, "{\"content-type\":\"application/json\",\"ce_specversion\":\"1.0\"");
    append_header(out, "ce_id", a->id);
    append_header(out, "ce_source", source);
    append_header(out, "ce_type", a->type);
    append_header(out, "ce_time", a->time ? instant_format(a->time, time) : NULL);
    append_header(out, "ce_subject", a->subject);
    append_header(out, "ce_branch", a->branch);
    append_header(out, "ce_correlationid", a->correlation);
    append_header(out, "ce_traceparent", a->traceparent);
    append_header(out, "traceparent", a->traceparent);
    g_string_append_c(out, '}');
}

static void add_number(rd_kafka_headers_t *headers, const char *name, int64_t number)
{
    char text[24];
    int length = g_snprintf(text, sizeof text, "%" G_GINT64_FORMAT, number);
    rd_kafka_header_add(headers, name, -1, text, length);
}

static rd_kafka_headers_t *headers_from_json(const json_t *object)
{
    const char *name;
    json_t *value;
    rd_kafka_headers_t *headers = rd_kafka_headers_new(json_object_size(object) + 2);
    json_object_foreach((json_t *)object, name, value)
    {
        if (!json_is_string(value)) {
            rd_kafka_headers_destroy(headers);
            return NULL;
        }
        rd_kafka_header_add(headers, name, -1, json_string_value(value), (ssize_t)json_string_length(value));
    }
    return headers;
}

/* The text behind `p` up to the next quote, which is followed by `follows`; moves *p behind that. False: it is not. */
static bool take_quoted(const char **p, const char *follows, const char **out_text, size_t *out_size)
{
    const char *end = strchr(*p, '"');
    if (!end || strncmp(end + 1, follows, strlen(follows)) != 0)
        return false;
    *out_text = *p;
    *out_size = (size_t)(end - *p);
    *p = end + 1 + strlen(follows);
    return true;
}

/* Headers are written by event_headers_append and seldom hold an escape: then they are read without making a document
 * of them. NULL: they are written in another way. */
static rd_kafka_headers_t *headers_from_plain(const char *json)
{
    const char *p = json + 2, *name, *value;
    size_t name_size, value_size;
    if (strncmp(json, "{\"", 2) != 0 || strchr(json, '\\'))
        return NULL;
    rd_kafka_headers_t *headers = rd_kafka_headers_new(16);
    while (take_quoted(&p, ":\"", &name, &name_size)) {
        bool more = take_quoted(&p, ",\"", &value, &value_size);
        if (!more && !take_quoted(&p, "}", &value, &value_size))
            break;
        rd_kafka_header_add(headers, name, (ssize_t)name_size, value, (ssize_t)value_size);
        if (!more && !*p)
            return headers;
    }
    rd_kafka_headers_destroy(headers);
    return NULL;
}

static rd_kafka_headers_t *headers_from_text(const char *json)
{
    rd_kafka_headers_t *plain = headers_from_plain(json);
    if (plain)
        return plain;
    json_auto_t *object = json_loads(json, 0, NULL);
    return json_is_object(object) ? headers_from_json(object) : NULL;
}

rd_kafka_headers_t *event_headers_for_kafka(const char *json, int64_t epoch, int64_t sequence)
{
    rd_kafka_headers_t *headers = headers_from_text(json);
    if (!headers)
        return NULL;
    add_number(headers, "ce_sequence", sequence);
    add_number(headers, "ce_epoch", epoch);
    return headers;
}
