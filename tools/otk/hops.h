/* hops.h: the way of one appeal as its events tell it, one line an event with the seconds since it was sent. */
#ifndef OTK_HOPS_H
#define OTK_HOPS_H

#include "otk.h"

struct hops;

/* Follows the submission of that external id from now on. */
struct hops *hops_new(const struct otk *otk, const char *external_id);
void hops_free(struct hops *hops);
/* Looks at a message: prints it if it is of this appeal. What came before the reply is printed after it. Takes the
 * message over. */
void hops_take(struct hops *hops, rd_kafka_message_t *message);
/* The number, NULL until the reply has come. Borrowed. */
const char *hops_number(const struct hops *hops);
/* The reply was a refusal. */
bool hops_refused(const struct hops *hops);
/* The way is at its end: answered, closed, cancelled. */
bool hops_ended(const struct hops *hops);
/* Seconds since a message of this appeal was printed, or since the beginning. */
double hops_quiet_s(const struct hops *hops);

#endif
