/* Input: a byte (bit 0: a topic of ours, bit 1: no value), lines "name: value" of headers, an empty line, the value.
 * What becomes an event is decoded as the payload of its type; headers that are written for a parked message are read
 * again. */
#include "cloudevents.h"
#include "events.h"

#include <stdint.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

#define HEADERS_MAX 20

static void decode(const struct event *event)
{
    for (const struct event_type *const *type = otklik_events; *type; type++) {
        struct faults faults;
        if (strcmp((*type)->name, event->type) != 0 || !json_is_object(event->json))
            continue;
        g_autofree void *record = g_malloc0((*type)->data.size);
        faults_init(&faults);
        enum status status = record_from_json(&(*type)->data, event->json, record, &faults);
        g_assert((status == ST_OK) == (faults.count == 0));
        if (status == ST_OK)
            json_decref(record_to_json(&(*type)->data, record));
        record_release(&(*type)->data, record);
        faults_release(&faults);
    }
}

/* What the scanner takes at once must mean the same as a document. */
static void scan(const struct event *event, const char *text, size_t size)
{
    for (const struct event_type *const *type = otklik_events; text && *type; type++) {
        if (strcmp((*type)->name, event->type) != 0)
            continue;
        g_autofree void *scanned = g_malloc0((*type)->data.size), *read = g_malloc0((*type)->data.size);
        if (record_scan(&(*type)->data, text, size, scanned)) {
            json_auto_t *document = json_loadb(text, size, 0, NULL);
            g_assert(document && record_from_json(&(*type)->data, document, read, NULL) == ST_OK);
            json_auto_t *left = record_to_json(&(*type)->data, scanned), *right = record_to_json(&(*type)->data, read);
            g_assert(json_equal(left, right));
        }
        record_release(&(*type)->data, scanned);
        record_release(&(*type)->data, read);
    }
}

static void keep_headers(struct event_arena *arena, const struct message *message)
{
    struct message again = {0};
    g_autofree char *json = message_headers_json(message);
    g_assert(message_headers_parse(arena, json, &again) == ST_OK && again.header_count <= message->header_count);
    g_autofree char *text = g_strndup(message->value, message->value_size);
    if (message->value && message_headers_parse(arena, text, &again) == ST_OK)
        g_assert(again.header_count == 0 || again.headers[0].name);
}

/* Cuts the lines up to the first empty one; returns how many bytes they take. */
static size_t read_headers(struct event_arena *arena, const char *text, size_t size, struct message *out)
{
    struct message_header *headers = (void *)event_arena_bytes(arena, sizeof *headers * HEADERS_MAX);
    size_t at = 0;
    out->headers = headers;
    while (at < size) {
        const char *line = text + at, *end = memchr(line, '\n', size - at);
        size_t length = end ? (size_t)(end - line) : size - at;
        const char *colon = memchr(line, ':', length);
        at += length + (end != NULL);
        if (!length)
            break;
        if (!colon || out->header_count == HEADERS_MAX)
            continue;
        size_t skip = (size_t)(colon - line) + 1;
        headers[out->header_count++] = (struct message_header){
            event_arena_text(arena, line, skip - 1), event_arena_text(arena, colon + 1, length - skip), length - skip};
        headers[out->header_count - 1].size = strlen(headers[out->header_count - 1].value);
    }
    return at;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct event event;
    const char *reason = "";
    if (size < 1)
        return 0;
    struct event_arena *arena = event_arena_new();
    struct message message = {.topic = data[0] & 1 ? "otklik.intake.v1" : "in.appeals.v1", .key = "k", .key_size = 1};
    size_t head = 1 + read_headers(arena, (const char *)data + 1, size - 1, &message);
    /* The value ends where its bytes end, so that one read too far is seen. */
    g_autofree char *value = g_memdup2(data + head, size - head);
    message.value = data[0] & 2 ? NULL : value ? value : "";
    message.value_size = message.value ? size - head : 0;
    enum status status = event_parse(arena, &message, NULL, &event, &reason);
    g_assert(event.type && event.key && (status == ST_OK || *reason));
    if (status == ST_OK)
        decode(&event);
    scan(&event, message.value, message.value_size);
    keep_headers(arena, &message);
    event_arena_free(arena);
    return 0;
}
