/* cloudevents.h: messages of the bus as events and back (CloudEvents 1.0 Kafka binding). In: binary, structured and the
 * plain envelope {"id","source","type","subject","time","seq","branch","correlation_id","data"}. Out: binary. */
#ifndef OTKLIK_CLOUDEVENTS_H
#define OTKLIK_CLOUDEVENTS_H

#include "event.h"
#include "status.h"

#include <glib.h>
#include <librdkafka/rdkafka.h>

#define EVENT_MAX_BYTES ((size_t)4 << 20) /* a larger value is refused before it is parsed */
#define EVENT_MAX_DEPTH 64                /* nesting of JSON */

/* Owns texts and JSON of the events of one batch. Not for several threads. */
struct event_arena;
struct event_arena *event_arena_new(void);
/* Frees everything made from it; the arena can be used again. */
void event_arena_reset(struct event_arena *arena);
void event_arena_free(struct event_arena *arena);
/* A copy that lives as long as the arena's content; what is not UTF-8 is repaired. */
const char *event_arena_text(struct event_arena *arena, const char *text, size_t size);
/* Room for that many bytes and a NUL, as long as the arena's content. */
char *event_arena_bytes(struct event_arena *arena, size_t size);
/* Takes the document over and returns it. */
json_t *event_arena_json_take(struct event_arena *arena, json_t *document);

struct message_header {
    const char *name;
    const char *value; /* ends with a NUL that is not counted */
    size_t size;
};

/* A message wherever it comes from: the bus, or the table of parked ones. */
struct message {
    const char *topic;
    int32_t partition;
    int64_t offset;
    instant time; /* the broker's or producer's timestamp; 0 if none */
    const char *key;
    size_t key_size;
    const void *value; /* NULL: a tombstone */
    size_t value_size;
    const struct message_header *headers;
    size_t header_count;
};

/* Describes a bus message; borrows from it and from the arena. */
void message_from_kafka(struct event_arena *arena, const rd_kafka_message_t *from, struct message *out);
/* Headers as a JSON object, for the tables `parked` and `outbox`; values that are not UTF-8 are repaired. Caller frees.
 */
char *message_headers_json(const struct message *message);
/* The reverse; the array lives in the arena. ST_INVALID: no flat JSON object of texts. */
enum status MUST_CHECK message_headers_parse(struct event_arena *arena, const char *json, struct message *out);

/* What is wanted of an event whose headers tell its type, topic and source. */
enum event_need { EVENT_NOTHING, EVENT_HEADERS /* the value is read by who asked */, EVENT_ALL };

struct event_filter {
    enum event_need (*need)(const struct event *event, const void *arg);
    const void *arg;
};

/* Reads a message as an event (`data` stays NULL: decoding the payload is the subscription's). Texts live in the arena;
 * topic, bytes and texts of headers are borrowed from the message. Where attributes are absent:
 * id = "topic/partition/offset", time = the message's, key = partitionkey, subject or id. `epoch` is set on topics
 * "otklik.*" only: elsewhere a number is the sender's own business and says nothing about repeats.
 * ST_INVALID: no event; *out_reason (in the arena or static) says why in one line without payload data. All that could
 * be read is in *out all the same: type "" and json of a foreign document (Debezium, 1C), coordinates, key, bytes.
 * Only what the filter needs is read: json is NULL where it needs the headers. ST_NOT_FOUND: it needs nothing. A NULL
 * filter needs all, and so does an event that stands in its value. */
enum status MUST_CHECK event_parse(struct event_arena *arena, const struct message *message,
                                   const struct event_filter *filter, struct event *out, const char **out_reason);

/* What an outgoing event says of itself. Empty or NULL members are left out. The relay adds sequence and epoch. */
struct event_attributes {
    const char *id;
    const char *service; /* the source becomes "otklik/<service>" */
    const char *type;
    const char *subject;
    instant time;
    const char *branch;
    const char *correlation;
    const char *traceparent;
};

/* Appends the JSON object of headers that stands in the outbox: ce_* and content-type application/json. */
void event_headers_append(GString *out, const struct event_attributes *attributes);
/* Headers of an outbox row plus ce_sequence and ce_epoch; the caller (or a successful produce) owns them. NULL: the
 * text is no flat JSON object of texts. */
rd_kafka_headers_t *event_headers_for_kafka(const char *json, int64_t epoch, int64_t sequence);

#endif
