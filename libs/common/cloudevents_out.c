/* Outgoing events: binary mode, the headers as they stand in the outbox and as they go to the bus. */
#include "cloudevents.h"

#include <string.h>

static void append_escaped(GString *out, unsigned char c)
{
    static const char short_form[] = {['"'] = '"', ['\\'] = '\\', ['\n'] = 'n', ['\r'] = 'r', ['\t'] = 't'};
    if (c < sizeof short_form && short_form[c]) {
        g_string_append_c(out, '\\');
        g_string_append_c(out, short_form[c]);
    } else {
        g_string_append_printf(out, "\\u%04x", c);
    }
}

static bool needs_escape(unsigned char c)
{
    return c < 0x20 || c == '"' || c == '\\';
}

static void append_valid(GString *out, const char *text, size_t size)
{
    size_t from = 0;
    for (size_t i = 0; i < size; i++) {
        if (!needs_escape((unsigned char)text[i]))
            continue;
        g_string_append_len(out, text + from, (gssize)(i - from));
        append_escaped(out, (unsigned char)text[i]);
        from = i + 1;
    }
    g_string_append_len(out, text + from, (gssize)(size - from));
}

void event_json_string(GString *out, const char *text, gssize size)
{
    size_t length = size < 0 ? strlen(text) : (size_t)size;
    g_string_append_c(out, '"');
    if (g_utf8_validate_len(text, length, NULL)) {
        append_valid(out, text, length);
    } else {
        g_autofree char *repaired = g_utf8_make_valid(text, (gssize)length);
        append_valid(out, repaired, strlen(repaired));
    }
    g_string_append_c(out, '"');
}

/* `name` needs no escapes. */
static void append_header(GString *out, const char *name, const char *value)
{
    if (!value || !*value)
        return;
    g_string_append_printf(out, ",\"%s\":", name);
    event_json_string(out, value, -1);
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

rd_kafka_headers_t *event_headers_for_kafka(const char *json, int64_t epoch, int64_t sequence)
{
    json_auto_t *object = json_loads(json, 0, NULL);
    rd_kafka_headers_t *headers = json_is_object(object) ? headers_from_json(object) : NULL;
    if (!headers)
        return NULL;
    add_number(headers, "ce_sequence", sequence);
    add_number(headers, "ce_epoch", epoch);
    return headers;
}
