#include "dead_letter.h"

#include "json_text.h"

#include <string.h>

enum { VALUE_MAX = 4096 }; /* of one header: the broker's limit is for the message as a whole */

static void append(GString *out, const char *name, const char *value, size_t size)
{
    if (!size)
        return;
    g_string_append_c(out, ',');
    json_text_add_member(out, name, value, (gssize)MIN(size, (size_t)VALUE_MAX));
}

static void append_text(GString *out, const char *name, const char *value)
{
    append(out, name, value ? value : "", value ? strlen(value) : 0);
}

static void append_number(GString *out, const char *name, int64_t number)
{
    char text[24];
    g_snprintf(text, sizeof text, "%" G_GINT64_FORMAT, number);
    append_text(out, name, text);
}

static void append_original(GString *out, const struct message_header *header)
{
    g_autofree char *name = g_strconcat(DEAD_LETTER_HEADER, "header_", header->name, NULL);
    append(out, name, header->value, header->size);
}

static char *headers_of(const struct message *message, const struct event *event, const struct dead_letter_cause *cause)
{
    char time[INSTANT_TEXT_SIZE];
    GString *out = g_string_new(NULL);
    event_headers_append(out, &(struct event_attributes){.id = cause->id,
                                                         .service = cause->service,
                                                         .type = DEAD_LETTER_TYPE,
                                                         .time = cause->time,
                                                         .branch = event ? event->branch : NULL,
                                                         .traceparent = event ? event->traceparent : NULL});
    g_string_truncate(out, out->len - 1);
    append_text(out, DEAD_LETTER_HEADER "reason", cause->reason);
    append_text(out, DEAD_LETTER_HEADER "service", cause->service);
    append_text(out, DEAD_LETTER_HEADER "topic", message->topic);
    append_number(out, DEAD_LETTER_HEADER "partition", message->partition);
    append_number(out, DEAD_LETTER_HEADER "offset", message->offset);
    append_text(out, DEAD_LETTER_HEADER "type", event ? event->type : NULL);
    append_text(out, DEAD_LETTER_HEADER "source", event ? event->source : NULL);
    append_text(out, DEAD_LETTER_HEADER "time", message->time ? instant_format(message->time, time) : NULL);
    append_number(out, DEAD_LETTER_HEADER "attempts", cause->attempts);
    for (size_t i = 0; i < message->header_count; i++)
        append_original(out, &message->headers[i]);
    g_string_append_c(out, '}');
    return g_string_free(out, FALSE);
}

static char *bytea_text(const void *bytes, size_t size)
{
    static const char digits[] = "0123456789abcdef";
    const unsigned char *from = bytes;
    char *text = g_malloc(2 * size + 3);
    memcpy(text, "\\x", 2);
    for (size_t i = 0; i < size; i++) {
        text[2 + 2 * i] = digits[from[i] >> 4];
        text[3 + 2 * i] = digits[from[i] & 15];
    }
    text[2 * size + 2] = '\0';
    return text;
}

void dead_letter_make(const struct message *message, const struct event *event, const struct dead_letter_cause *cause,
                      struct dead_letter *out)
{
    *out = (struct dead_letter){
        .key = message->key_size ? g_utf8_make_valid(message->key, (gssize)message->key_size) : NULL,
        .headers = headers_of(message, event, cause),
        .bytes = message->value ? bytea_text(message->value, message->value_size) : NULL,
    };
}

void dead_letter_release(struct dead_letter *letter)
{
    g_free(letter->key);
    g_free(letter->headers);
    g_free(letter->bytes);
    *letter = (struct dead_letter){0};
}
