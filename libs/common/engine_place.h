/* engine_place.h: where the service stands in its partitions, in memory, beside the truth in bus_offset/bus_sequence.
 */
#ifndef OTKLIK_ENGINE_PLACE_H
#define OTKLIK_ENGINE_PLACE_H

#include "engine_batch.h"

#include <librdkafka/rdkafka.h>

struct places;

struct places *places_new(void);
void places_free(struct places *places);
/* Forgets all, reads offsets and numbers of these partitions and fills each element's offset (BUS_EARLIEST for a new
 * one). */
enum status MUST_CHECK places_assign(struct places *places, struct db *db, rd_kafka_topic_partition_list_t *list);

enum number_verdict { NUMBER_NEW, NUMBER_REPEAT, NUMBER_GAP };
/* How the event's number follows on the newest one seen, this batch's included. Foreign events are always new. */
enum number_verdict places_number(struct places *places, const struct event *event);
/* Forgets what places_number has noted since the last places_commit. */
void places_rollback(struct places *places);
/* The noted numbers and the moves of the noted offsets, as a batch wants them. Valid until the next change. */
void places_of_batch(struct places *places, struct batch *out);
/* False: the message lies before the place (it was read already) or in a partition that is not ours. */
bool places_next(const struct places *places, const struct message *message);
/* Notes that the message at this offset belongs to the batch. */
void places_note(struct places *places, const struct message *message);
/* The batch is committed: the noted ones are the truth now. */
void places_commit(struct places *places);
/* The offsets after the last commit, for Kafka's lag tools. Caller destroys. */
rd_kafka_topic_partition_list_t *places_committed(const struct places *places);
/* The same with the partitions that nothing was read from yet (offset -1). Caller destroys. */
rd_kafka_topic_partition_list_t *places_all(const struct places *places);

#endif
