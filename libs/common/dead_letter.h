/* dead_letter.h: an input that cannot work, as an outbox row for otklik.dead-letter.v1: the original key and bytes, the
 * reason and the place it came from in headers otk_dlq_*, the original headers under otk_dlq_header_*. */
#ifndef OTKLIK_DEAD_LETTER_H
#define OTKLIK_DEAD_LETTER_H

#include "cloudevents.h"

#define DEAD_LETTER_TOPIC "otklik.dead-letter.v1"
#define DEAD_LETTER_TYPE "dead_letter.recorded"
#define DEAD_LETTER_HEADER "otk_dlq_"

/* Columns of an outbox row; payload is null. */
struct dead_letter {
    char *key;     /* the original key as text; NULL if there was none */
    char *headers; /* JSON object */
    char *bytes;   /* the original value as PostgreSQL's bytea input ("\x6f..."); NULL for a tombstone */
};

struct dead_letter_cause {
    const char *id;      /* of the dead letter's own event */
    const char *service; /* who gave up */
    const char *reason;  /* one line */
    instant time;        /* when it gave up */
    int64_t attempts;
};

/* `event` is what could be read of the message (may be NULL). Values too long for headers are cut. */
void dead_letter_make(const struct message *message, const struct event *event, const struct dead_letter_cause *cause,
                      struct dead_letter *out);
void dead_letter_release(struct dead_letter *letter);

#endif
