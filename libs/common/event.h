/* event.h: an event as handlers see it. CloudEvents 1.0 over Kafka: binary mode out; binary, structured and the plain
 * envelope in (docs/contracts.md). */
#ifndef OTKLIK_EVENT_H
#define OTKLIK_EVENT_H

#include "record.h"

/* A kind of event: its name, the internal topic it is published to and its payload. One .h/.c pair in libs/events. */
struct event_type {
    const char *name;  /* "appeal.registered" */
    const char *topic; /* "otklik.intake.v1" */
    struct record_type data;
};

struct event {
    const char *type;
    const char *id;          /* CloudEvents id */
    const char *source;      /* "otklik/intake", "lk", "1c.billing.SVE" */
    const char *key;         /* Kafka key, or derived where a foreign message had none; "" if none can be */
    const char *branch;      /* extension; "" if absent */
    const char *correlation; /* "" if absent */
    const char *traceparent; /* "" if absent */
    instant time;            /* when it happened; the message's timestamp where the sender gave none */
    int64_t epoch, sequence; /* of internal events; -1 if absent */
    const void *data;        /* the payload as the subscription's event type describes it */
    const json_t *json;      /* the payload where the subscription has no event type; NULL for a tombstone */
    const char *topic;
    int32_t partition;
    int64_t offset;
    const void *bytes; /* the message's value as it came */
    size_t size_bytes;
};

/* Whether our own services write to the topic; every other one takes what comes from outside. */
bool topic_is_internal(const char *topic);
/* Whether a subscription to `pattern`, a name or a beginning with '*' behind it, takes the topic. */
bool topic_fits(const char *pattern, const char *topic);

#endif
