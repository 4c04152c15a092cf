/* engine_lag.h: how far the engine is behind on each of its topics; counted by its thread, read by any. */
#ifndef OTKLIK_ENGINE_LAG_H
#define OTKLIK_ENGINE_LAG_H

#include "bus_consumer.h"
#include "engine_place.h"

#include <stddef.h>

struct lag;

/* The names are borrowed until lag_free; the last one is NULL. */
struct lag *lag_new(const char *const *topics);
void lag_free(struct lag *lag);
/* Counts anew, at most once a second: by what the broker last told, so it costs no request. Also a metric. */
void lag_measure(struct lag *lag, const struct bus_consumer *consumer, const struct places *places);
/* The topic at `index` and how many of its messages are not handled yet; NULL behind the last one. */
const char *lag_topic(const struct lag *lag, size_t index, int64_t *out_events);

#endif
