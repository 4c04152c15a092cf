#include "cloudevents.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

/* Attributes as they were written, before they become an event; NULL if absent. */
struct attributes {
    const char *specversion, *id, *source, *type, *subject, *time, *partitionkey, *branch, *correlation, *traceparent,
        *sequence, *epoch, *content_type;
};

static const struct attribute {
    const char *name;     /* CloudEvents */
    const char *envelope; /* the plain envelope; NULL: not in it */
    size_t offset;
} table[] = {
    {"id", "id", offsetof(struct attributes, id)},
    {"source", "source", offsetof(struct attributes, source)},
    {"type", "type", offsetof(struct attributes, type)},
    {"specversion", NULL, offsetof(struct attributes, specversion)},
    {"time", "time", offsetof(struct attributes, time)},
    {"subject", "subject", offsetof(struct attributes, subject)},
    {"branch", "branch", offsetof(struct attributes, branch)},
    {"sequence", "seq", offsetof(struct attributes, sequence)},
    {"epoch", NULL, offsetof(struct attributes, epoch)},
    {"correlationid", "correlation_id", offsetof(struct attributes, correlation)},
    {"traceparent", "traceparent", offsetof(struct attributes, traceparent)},
    {"partitionkey", NULL, offsetof(struct attributes, partitionkey)},
};
enum { ATTRIBUTES = sizeof table / sizeof *table };

static const char **member(struct attributes *a, const struct attribute *attribute)
{
    return (const char **)((char *)a + attribute->offset);
}

/* Everything that one message's reading shares. */
bool topic_is_internal(const char *topic)
{
    return g_str_has_prefix(topic, "otklik.");
}

bool topic_fits(const char *pattern, const char *topic)
{
    size_t length = strlen(pattern);

    if (length && pattern[length - 1] == '*')
        return strncmp(pattern, topic, length - 1) == 0;
    return strcmp(pattern, topic) == 0;
}

struct reading {
    struct event_arena *arena;
    const struct message *message;
    const struct event_filter *filter;
    struct attributes attributes;
    struct event *out;
    const char **reason;
};

static enum status refuse(struct reading *r, const char *reason)
{
    *r->reason = reason;
    return ST_INVALID;
}

/* Borrowed from the message, which lives as long as what is read from it, unless it must be repaired. */
static const char *header_text(struct reading *r, const struct message_header *header)
{
    if (g_utf8_validate_len(header->value, header->size, NULL))
        return header->value;
    return event_arena_text(r->arena, header->value, header->size);
}

static void read_header(struct reading *r, const struct message_header *header)
{
    struct attributes *a = &r->attributes;
    if (!strcasecmp(header->name, "content-type"))
        a->content_type = header_text(r, header);
    else if (!strcmp(header->name, "traceparent") && !a->traceparent)
        a->traceparent = header_text(r, header);
    if (strncmp(header->name, "ce_", 3) != 0)
        return;
    for (size_t i = 0; i < ATTRIBUTES; i++)
        if (!strcmp(header->name + 3, table[i].name))
            *member(a, &table[i]) = header_text(r, header);
}

/* Texts as they are, integers printed: senders write `seq` either way. */
static const char *json_attribute(struct reading *r, const json_t *value)
{
    char number[24];
    if (json_is_string(value))
        return json_string_value(value);
    if (!json_is_integer(value))
        return NULL;
    int length = g_snprintf(number, sizeof number, "%" JSON_INTEGER_FORMAT, json_integer_value(value));
    return event_arena_text(r->arena, number, (size_t)length);
}

static void read_members(struct reading *r, const json_t *object, bool envelope)
{
    for (size_t i = 0; i < ATTRIBUTES; i++) {
        const char *name = envelope ? table[i].envelope : table[i].name;
        const char *value = name ? json_attribute(r, json_object_get(object, name)) : NULL;
        if (value)
            *member(&r->attributes, &table[i]) = value;
    }
}

/* jansson recurses by depth, so the depth is known before it is called. */
static bool too_deep(const char *text, size_t size)
{
    int depth = 0;
    bool quoted = false;
    for (size_t i = 0; i < size; i++) {
        char c = text[i];
        if (quoted && c == '\\')
            i++;
        else if (c == '"')
            quoted = !quoted;
        else if (!quoted && (c == '{' || c == '[') && ++depth > EVENT_MAX_DEPTH)
            return true;
        else if (!quoted && (c == '}' || c == ']'))
            depth--;
    }
    return false;
}

/* jansson's own text quotes the input, which may be personal. */
static const char *json_fault(struct reading *r, const json_error_t *error)
{
    const char *what = "not JSON";
    if (json_error_code(error) == json_error_duplicate_key)
        what = "JSON with a duplicate key";
    else if (json_error_code(error) == json_error_invalid_utf8)
        what = "not UTF-8";
    else if (json_error_code(error) == json_error_numeric_overflow)
        what = "JSON with a number out of range";
    else if (json_error_code(error) == json_error_null_character)
        what = "JSON with a NUL character";
    g_autofree char *text = g_strdup_printf("value is %s (line %d, column %d)", what, error->line, error->column);
    return event_arena_text(r->arena, text, strlen(text));
}

static enum status parse_json(struct reading *r, const char *text, size_t size, json_t **out)
{
    json_error_t error;
    if (size > EVENT_MAX_BYTES)
        return refuse(r, "value is larger than 4 MiB");
    if (too_deep(text, size))
        return refuse(r, "value is nested too deeply");
    json_t *json = json_loadb(text, size, JSON_REJECT_DUPLICATES | JSON_DECODE_ANY, &error);
    if (!json)
        return refuse(r, json_fault(r, &error));
    *out = event_arena_json_take(r->arena, json);
    return ST_OK;
}

static int64_t number_or_none(const char *text)
{
    char *end;
    if (!text || !*text)
        return -1;
    int64_t number = strtoll(text, &end, 10);
    return *end || number < 0 ? -1 : number;
}

static const char *or_empty(const char *text)
{
    return text ? text : "";
}

static const char *place_of(struct reading *r)
{
    const struct message *m = r->message;
    g_autofree char *text = g_strdup_printf("%s/%d/%" G_GINT64_FORMAT, m->topic, (int)m->partition, m->offset);
    return event_arena_text(r->arena, text, strlen(text));
}

static const char *key_of(const struct reading *r)
{
    const struct attributes *a = &r->attributes;
    if (a->partitionkey && *a->partitionkey)
        return a->partitionkey;
    return a->subject && *a->subject ? a->subject : r->out->id;
}

/* Fills the event with what was read, completed where the sender said nothing. */
static void take_attributes(struct reading *r)
{
    const struct attributes *a = &r->attributes;
    struct event *e = r->out;
    e->type = or_empty(a->type);
    e->source = or_empty(a->source);
    e->branch = or_empty(a->branch);
    e->correlation = or_empty(a->correlation);
    e->traceparent = or_empty(a->traceparent);
    e->id = a->id && *a->id ? a->id : place_of(r);
    e->sequence = number_or_none(a->sequence);
    e->epoch = topic_is_internal(e->topic) ? number_or_none(a->epoch) : -1;
    if (!a->time || instant_parse(a->time, &e->time) != ST_OK)
        e->time = r->message->time;
    if (!*e->key)
        e->key = key_of(r);
}

static enum status check_attributes(struct reading *r)
{
    if (r->attributes.specversion && strcmp(r->attributes.specversion, "1.0") != 0)
        return refuse(r, "specversion is not 1.0");
    if (!*r->out->type)
        return refuse(r, "event has no type");
    if (!*r->out->source)
        return refuse(r, "event has no source");
    return ST_OK;
}

static bool media_is(const char *content_type, const char *media)
{
    size_t length = strlen(media);
    return content_type && !strncasecmp(content_type, media, length) && strchr(" ;", content_type[length]);
}

static bool media_is_json(const char *content_type)
{
    if (!content_type || media_is(content_type, "application/json"))
        return true;
    size_t length = strcspn(content_type, " ;");
    return length > 5 && !strncasecmp(content_type + length - 5, "+json", 5);
}

static enum status read_payload(struct reading *r)
{
    json_t *json = NULL;
    if (!media_is_json(r->attributes.content_type))
        return refuse(r, "content-type is not JSON");
    if (!r->message->value)
        return ST_OK;
    enum status status = parse_json(r, r->message->value, r->message->value_size, &json);
    r->out->json = json;
    return status;
}

static enum event_need need_of(const struct reading *r)
{
    return r->filter ? r->filter->need(r->out, r->filter->arg) : EVENT_ALL;
}

/* Most events of a topic are for others: reading the values of those would cost more than all else. */
static enum status read_binary(struct reading *r)
{
    take_attributes(r);
    enum status known = check_attributes(r);
    enum event_need need = known == ST_OK ? need_of(r) : EVENT_ALL;
    if (need == EVENT_NOTHING)
        return ST_NOT_FOUND;
    if (need == EVENT_HEADERS && media_is_json(r->attributes.content_type))
        return ST_OK;
    enum status status = read_payload(r);
    return status == ST_OK ? known : status;
}

static enum status read_base64(struct reading *r, const char *base64)
{
    json_t *json;
    gsize size;
    g_autofree char *text = (char *)g_base64_decode(base64, &size);
    enum status status = parse_json(r, text, size, &json);
    if (status == ST_OK)
        r->out->json = json;
    return status;
}

static enum status read_structured(struct reading *r, const json_t *object)
{
    enum status status = ST_OK;
    const char *base64 = json_string_value(json_object_get(object, "data_base64"));
    read_members(r, object, false);
    r->out->json = json_object_get(object, "data");
    if (!r->out->json && base64)
        status = read_base64(r, base64);
    take_attributes(r);
    return status == ST_OK ? check_attributes(r) : status;
}

static enum status read_envelope(struct reading *r, const json_t *object)
{
    read_members(r, object, true);
    r->out->json = json_object_get(object, "data");
    take_attributes(r);
    return check_attributes(r);
}

/* A document in the sender's own form: the subscriptions marked `raw` may know it. */
static enum status read_foreign(struct reading *r, json_t *json)
{
    r->out->json = json;
    take_attributes(r);
    return refuse(r, "value is JSON but no event");
}

static bool is_envelope(const json_t *object)
{
    return json_is_string(json_object_get(object, "type")) && json_object_get(object, "data");
}

/* No CloudEvents headers: what the value itself says decides. */
static enum status read_value(struct reading *r)
{
    json_t *json = NULL;
    bool structured = media_is(r->attributes.content_type, "application/cloudevents+json");
    enum status status = refuse(r, "value is empty");
    if (r->message->value)
        status = parse_json(r, r->message->value, r->message->value_size, &json);
    if (status == ST_OK && (structured || json_object_get(json, "specversion")))
        return json_is_object(json) ? read_structured(r, json) : read_foreign(r, json);
    if (status == ST_OK)
        return is_envelope(json) ? read_envelope(r, json) : read_foreign(r, json);
    take_attributes(r);
    return status;
}

enum status event_parse(struct event_arena *arena, const struct message *message, const struct event_filter *filter,
                        struct event *out, const char **out_reason)
{
    struct reading r = {.arena = arena, .message = message, .filter = filter, .out = out, .reason = out_reason};
    *out = (struct event){
        .key = message->key_size ? event_arena_text(arena, message->key, message->key_size) : "",
        .topic = message->topic,
        .partition = message->partition,
        .offset = message->offset,
        .bytes = message->value,
        .size_bytes = message->value_size,
    };
    for (size_t i = 0; i < message->header_count; i++)
        read_header(&r, &message->headers[i]);
    bool structured = media_is(r.attributes.content_type, "application/cloudevents+json");
    bool binary = !structured && (r.attributes.specversion || r.attributes.type);
    return binary ? read_binary(&r) : read_value(&r);
}
