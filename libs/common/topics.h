/* topics.h: the table of topics, proto-schemas/topics.json: read by deployment, tests and docs alike. */
#ifndef OTKLIK_TOPICS_H
#define OTKLIK_TOPICS_H

#include "kafka.h"
#include "status.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include <glib.h>
#include <jansson.h>

struct topic_row {
    const char *name;
    int32_t partitions;
    const char *cleanup;  /* "delete" or "compact" */
    int64_t retention_ms; /* -1: for ever */
    int64_t max_message_bytes;
    const char *key;       /* what the key is */
    const char *publisher; /* a service or "foreign" */
    bool personal;
    const char *start; /* how a new consumer starts: "replay" or "snapshot" */
    const char *description;
    const char *family;    /* topics whose names begin so are made and read like this one; NULL: this one alone */
    const json_t *answers; /* array of topics whose outside senders may read this one; NULL: nobody's */
};

struct topics;

/* Reads and checks the table; every fault is written to `report` (lines, may be NULL). NULL if there was one. */
struct topics *topics_load(const char *path, GPtrArray *report);
void topics_free(struct topics *topics);
size_t topics_count(const struct topics *topics);
const struct topic_row *topics_at(const struct topics *topics, size_t index);
const struct topic_row *topics_find(const struct topics *topics, const char *name);
/* The row that a topic is made and read by: its own, or that of its family. NULL: the table knows nothing of it. */
const struct topic_row *topics_like(const struct topics *topics, const char *name);
/* Adds a topic of a family as a row of its own, as a company's sources name it; one that has a row is left alone.
 * False: the table knows nothing of it. Rows that were borrowed before are gone. */
bool topics_add(struct topics *topics, const char *name);

/* Makes what is missing in one request, corrects settings that drifted and adds partitions. `report` gets a line a
 * change. ST_RETRY: the broker is away. ST_CONFLICT: something cannot be corrected (fewer partitions wanted). */
enum status MUST_CHECK topics_apply(const struct kafka_settings *settings, const struct topics *topics,
                                    GPtrArray *report);
/* The same comparison without changes. ST_CONFLICT: the broker differs, a line each. */
enum status MUST_CHECK topics_check(const struct kafka_settings *settings, const struct topics *topics,
                                    GPtrArray *report);
/* Deletes the topics that services write, with all that is in them, and makes them again; those of outside senders
 * stay. For a restored database, whose services tell everything anew. `report` gets a line a change. ST_RETRY: the
 * broker is away or still deleting. */
enum status MUST_CHECK topics_empty(const struct kafka_settings *settings, const struct topics *topics,
                                    GPtrArray *report);

#endif
