#include "engine_private.h"
#include "metrics.h"

METRIC_COUNTER(
    batches, "otklik_batches_total",
    "Transactions of events by their end: committed, overtaken (another instance moved the offsets), retried, "
    "split (run one by one).",
    "end");
METRIC_HISTOGRAM(duration, "otklik_batch_seconds", "Transactions of events, from first decoding to commit.", NULL);
METRIC_COUNTER(handled, "otklik_events_handled_total", "Events handled, by type.", "type");
METRIC_COUNTER(skipped, "otklik_events_skipped_total", "Repeats and events that nobody here wants, by type.", "type");
METRIC_COUNTER(dead, "otklik_events_dead_total", "Events that became dead letters, by type.", "type");
METRIC_COUNTER(held, "otklik_events_parked_total", "Events that had to wait for another, by type.", "type");
METRIC_GAUGE(last, "otklik_batch_events", "Events in the last batch.", NULL);

static struct metric *const of_fate[] = {
    [ITEM_HANDLE] = &handled,
    [ITEM_SKIP] = &skipped,
    [ITEM_DEAD] = &dead,
    [ITEM_PARK] = &held,
};

static void count_items(const struct batch *batch)
{
    metric_set(&last, NULL, (int64_t)batch->count);
    for (size_t i = 0; i < batch->count; i++) {
        const struct item *item = &batch->items[i];
        const char *type = item->event.type;
        metric_add(of_fate[item->fate], type && *type ? type : "none", 1);
    }
}

void engine_count(const struct batch *batch, enum status status, int64_t started_us)
{
    const char *end = status == ST_RETRY ? "retried" : "split";

    if (status == ST_OK)
        end = "committed";
    else if (batch->overtaken)
        end = "overtaken";
    metric_add(&batches, end, 1);
    if (status != ST_OK)
        return;
    metric_observe_us(&duration, NULL, clock_monotonic_us() - started_us);
    count_items(batch);
}
