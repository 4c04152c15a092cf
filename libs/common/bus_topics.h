/* bus_topics.h: topics by name or by prefix ("in.appeals.*") as a consumer subscribes to them. */
#ifndef OTKLIK_BUS_TOPICS_H
#define OTKLIK_BUS_TOPICS_H

#include <stdbool.h>

#include <librdkafka/rdkafka.h>

/* Joins the group for these topics, or once more: the group then deals its partitions anew if the client leads it. */
rd_kafka_resp_err_t bus_topics_subscribe(rd_kafka_t *rk, char *const *topics);
/* True when the broker has a topic that fits and of which no partition is in the list. Asks the broker, who is given
 * `timeout_ms`; false when he does not answer. */
bool bus_topics_lack(rd_kafka_t *rk, char *const *topics, const rd_kafka_topic_partition_list_t *owned, int timeout_ms);

#endif
