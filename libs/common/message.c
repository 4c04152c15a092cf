/* The arena of a batch's texts, and messages as tables and the bus hold them. */
#include "cloudevents.h"
#include "json_text.h"

#include <string.h>

struct event_arena {
    GStringChunk *texts;
    GPtrArray *blocks;    /* arrays of headers, bytes */
    GPtrArray *documents; /* json_t */
};

enum { CHUNK_BYTES = 64 * 1024 };

static void free_document(void *document)
{
    json_decref(document);
}

struct event_arena *event_arena_new(void)
{
    struct event_arena *arena = g_new0(struct event_arena, 1);
    arena->texts = g_string_chunk_new(CHUNK_BYTES);
    arena->blocks = g_ptr_array_new_with_free_func(g_free);
    arena->documents = g_ptr_array_new_with_free_func(free_document);
    return arena;
}

void event_arena_reset(struct event_arena *arena)
{
    g_string_chunk_clear(arena->texts);
    g_ptr_array_set_size(arena->blocks, 0);
    g_ptr_array_set_size(arena->documents, 0);
}

void event_arena_free(struct event_arena *arena)
{
    if (!arena)
        return;
    g_string_chunk_free(arena->texts);
    g_ptr_array_free(arena->blocks, TRUE);
    g_ptr_array_free(arena->documents, TRUE);
    g_free(arena);
}

const char *event_arena_text(struct event_arena *arena, const char *text, size_t size)
{
    if (g_utf8_validate_len(text, size, NULL))
        return g_string_chunk_insert_len(arena->texts, text, (gssize)size);
    g_autofree char *repaired = g_utf8_make_valid(text, (gssize)size);
    return g_string_chunk_insert(arena->texts, repaired);
}

char *event_arena_bytes(struct event_arena *arena, size_t size)
{
    char *bytes = g_malloc0(size + 1);
    g_ptr_array_add(arena->blocks, bytes);
    return bytes;
}

json_t *event_arena_json_take(struct event_arena *arena, json_t *document)
{
    g_ptr_array_add(arena->documents, document);
    return document;
}

static struct message_header *new_headers(struct event_arena *arena, size_t count)
{
    struct message_header *headers = g_new0(struct message_header, count + 1);
    g_ptr_array_add(arena->blocks, headers);
    return headers;
}

static void read_kafka_headers(struct event_arena *arena, const rd_kafka_message_t *from, struct message *out)
{
    rd_kafka_headers_t *headers;
    if (rd_kafka_message_headers(from, &headers) != RD_KAFKA_RESP_ERR_NO_ERROR)
        return;
    size_t count = rd_kafka_header_cnt(headers);
    struct message_header *list = new_headers(arena, count);
    for (size_t i = 0; i < count; i++) {
        const void *value = NULL;
        rd_kafka_header_get_all(headers, i, &list[i].name, &value, &list[i].size);
        list[i].value = value ? value : "";
    }
    out->headers = list;
    out->header_count = count;
}

void message_from_kafka(struct event_arena *arena, const rd_kafka_message_t *from, struct message *out)
{
    rd_kafka_timestamp_type_t type;
    int64_t time_ms = rd_kafka_message_timestamp(from, &type);
    *out = (struct message){
        .topic = rd_kafka_topic_name(from->rkt),
        .partition = from->partition,
        .offset = from->offset,
        .time = time_ms > 0 ? time_ms * 1000 : 0,
        .key = from->key,
        .key_size = from->key_len,
        .value = from->payload,
        .value_size = from->len,
    };
    read_kafka_headers(arena, from, out);
}

char *message_headers_json(const struct message *message)
{
    GString *out = g_string_new("{");
    for (size_t i = 0; i < message->header_count; i++) {
        const struct message_header *header = &message->headers[i];
        if (i)
            g_string_append_c(out, ',');
        json_text_add_member(out, header->name, header->value, (gssize)header->size);
    }
    g_string_append_c(out, '}');
    return g_string_free(out, FALSE);
}

enum status message_headers_parse(struct event_arena *arena, const char *json, struct message *out)
{
    json_t *object = json_loads(json, 0, NULL);
    if (!object)
        return ST_INVALID;
    event_arena_json_take(arena, object);
    struct message_header *list = new_headers(arena, json_object_size(object));
    size_t count = 0;
    const char *name;
    json_t *value;
    json_object_foreach(object, name, value)
    {
        if (!json_is_string(value))
            return ST_INVALID;
        list[count++] = (struct message_header){name, json_string_value(value), json_string_length(value)};
    }
    out->headers = list;
    out->header_count = count;
    return ST_OK;
}
