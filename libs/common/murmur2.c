#include "murmur2.h"

enum { SHIFT = 24 };
static const uint32_t seed = 0x9747b28c;
static const uint32_t multiplier = 0x5bd1e995;

static uint32_t little_endian(const uint8_t *p)
{
    return (uint32_t)p[0] | (uint32_t)p[1] << 8 | (uint32_t)p[2] << 16 | (uint32_t)p[3] << 24;
}

static uint32_t mix_tail(uint32_t hash, const uint8_t *tail, size_t rest)
{
    if (!rest)
        return hash;
    for (size_t i = 0; i < rest; i++)
        hash ^= (uint32_t)tail[i] << (8 * i);
    return hash * multiplier;
}

uint32_t murmur2(const void *key, size_t size)
{
    const uint8_t *bytes = key;
    uint32_t hash = seed ^ (uint32_t)size;
    size_t whole = size & ~(size_t)3;
    for (size_t i = 0; i < whole; i += 4) {
        uint32_t word = little_endian(bytes + i) * multiplier;
        word ^= word >> SHIFT;
        hash = hash * multiplier ^ word * multiplier;
    }
    hash = mix_tail(hash, whole < size ? bytes + whole : NULL, size - whole);
    hash ^= hash >> 13;
    hash *= multiplier;
    return hash ^ hash >> 15;
}

int32_t murmur2_partition(const void *key, size_t size, int32_t partitions)
{
    return (int32_t)(murmur2(key, size) & 0x7fffffff) % partitions;
}
