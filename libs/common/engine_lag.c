#include "engine_lag.h"

#include "clock.h"
#include "event.h"
#include "metrics.h"

#include <stdatomic.h>
#include <string.h>

#include <glib.h>

#define EVERY_US USEC_PER_SEC

METRIC_GAUGE(behind, "otklik_bus_lag_events", "Messages on the bus that are not handled yet, by topic.", "topic");

struct lag {
    const char *const *topics;
    size_t count;
    _Atomic int64_t *events; /* one for each topic */
    int64_t *sums;           /* the engine's own, while it counts */
    int64_t measured_us;
};

struct lag *lag_new(const char *const *topics)
{
    struct lag *lag = g_new0(struct lag, 1);

    lag->topics = topics;
    while (topics[lag->count])
        lag->count++;
    lag->events = g_new0(_Atomic int64_t, lag->count);
    lag->sums = g_new0(int64_t, lag->count);
    return lag;
}

void lag_free(struct lag *lag)
{
    if (!lag)
        return;
    g_free((void *)lag->events);
    g_free(lag->sums);
    g_free(lag);
}

void lag_measure(struct lag *lag, const struct bus_consumer *consumer, const struct places *places)
{
    int64_t now = clock_monotonic_us();
    if (lag->measured_us && now - lag->measured_us < EVERY_US)
        return;
    lag->measured_us = now;
    memset(lag->sums, 0, lag->count * sizeof *lag->sums);
    rd_kafka_topic_partition_list_t *list = places_all(places);
    for (int i = 0; i < list->cnt; i++) {
        const rd_kafka_topic_partition_t *one = &list->elems[i];
        for (size_t n = 0; n < lag->count; n++)
            if (topic_fits(lag->topics[n], one->topic))
                lag->sums[n] += bus_consumer_behind(consumer, one->topic, one->partition, one->offset);
    }
    rd_kafka_topic_partition_list_destroy(list);
    for (size_t n = 0; n < lag->count; n++) {
        atomic_store(&lag->events[n], lag->sums[n]);
        metric_set(&behind, lag->topics[n], lag->sums[n]);
    }
}

const char *lag_topic(const struct lag *lag, size_t index, int64_t *out_events)
{
    if (index >= lag->count)
        return NULL;
    *out_events = atomic_load(&lag->events[index]);
    return lag->topics[index];
}
