/* resend.h: what an operator does when the bus has lost events that were sent (docs/operating.md): a log without its
 * end, a topic that was made anew. One-shot, with the service stopped. */
#ifndef OTKLIK_RESEND_H
#define OTKLIK_RESEND_H

#include "relay.h"
#include "status.h"

/* Sends again what went since `since`, a time as PostgreSQL reads it, in the order and under the numbers it had:
 * consumers drop what they have taken. ST_CONFLICT: the service runs. ST_NOT_FOUND: no window is noted from so long
 * ago. */
enum status MUST_CHECK resend_since(const struct relay_options *options, const char *since, int64_t *out_sent);
/* The service goes on at the ends of those of the services' topics that are LIKE `topics`, whatever it has read of
 * them: what it lacks is to be sent again, and what it has is dropped by its number then. */
enum status MUST_CHECK resend_read_from_ends(const struct relay_options *options, const char *topics,
                                             int64_t *out_partitions);

#endif
