/* murmur2.h: Kafka's hash of keys, so that producers in every language put a key into the same partition. */
#ifndef OTKLIK_MURMUR2_H
#define OTKLIK_MURMUR2_H

#include <stddef.h>
#include <stdint.h>

/* MurmurHash2 with the seed of Apache Kafka's clients (org.apache.kafka.common.utils.Utils.murmur2). */
uint32_t murmur2(const void *key, size_t size);
/* The partition of a key as Kafka's default partitioner chooses it; partitions > 0. */
int32_t murmur2_partition(const void *key, size_t size, int32_t partitions);

#endif
