/* relay.h: the thread that carries a schema's outbox to the bus. At least once, in order: rows are read in snapshot
 * windows ordered by id, numbered without gaps per (topic, partition), and the cursor advances after all
 * acknowledgements. A window is committed before it is produced, so that a repeat after a crash carries the same
 * numbers and consumers drop it. One relay per schema (advisory lock); others stand by. */
#ifndef OTKLIK_RELAY_H
#define OTKLIK_RELAY_H

#include "kafka.h"

#include <stdbool.h>
#include <stdint.h>

struct relay;

struct relay_options {
    const char *conninfo;               /* of the service's role; the relay opens its own connection */
    const char *service;                /* its schema becomes the search_path; copied, as conninfo is */
    const struct kafka_settings *kafka; /* borrowed until relay_stop */
};

/* Figures for metrics, read without locks. */
struct relay_figures {
    bool leading;          /* this process holds the schema's relay lock */
    int64_t sent;          /* rows acknowledged since start */
    int64_t waiting;       /* rows read or known to wait at the last look */
    int64_t window_age_us; /* how long the open window has been open; 0 if none */
    int64_t producer_restarts;
};

/* Starts the thread; neither database nor broker need be there. NULL if the thread cannot be made. */
struct relay *relay_start(const struct relay_options *options);
/* Something was committed to the outbox: look at once. Any thread. NULL is allowed. */
void relay_wake(struct relay *relay);
void relay_figures(const struct relay *relay, struct relay_figures *out);
/* Why nothing can be sent now, or NULL. Static text. NULL is allowed. */
const char *relay_trouble(const struct relay *relay);
/* Sends what is committed for at most `timeout_ms`, then stops and frees. NULL is allowed. */
void relay_stop(struct relay *relay, int timeout_ms);

#endif
