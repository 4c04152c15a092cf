#include "service_metrics.h"

#include "metrics.h"

#include <stdatomic.h>
#include <stddef.h>

METRIC_GAUGE(leading, "otklik_outbox_leading", "1: this process sends the outbox; 0: another does.", NULL);
METRIC_GAUGE(waiting, "otklik_outbox_waiting_events", "Events that waited to be sent at the last look.", NULL);
METRIC_GAUGE(window_age, "otklik_outbox_window_age_ms", "How long the events being sent have been waiting.", NULL);
METRIC_GAUGE(sent, "otklik_outbox_sent_events", "Events that the bus has acknowledged since the start.", NULL);
METRIC_GAUGE(restarts, "otklik_outbox_producer_restarts", "Producers made anew after a failure since the start.", NULL);

static struct relay *_Atomic followed;

static void collect(void)
{
    struct relay_figures figures = {0};
    const struct relay *relay = atomic_load(&followed);

    if (relay)
        relay_figures(relay, &figures);
    metric_set(&leading, NULL, figures.leading);
    metric_set(&waiting, NULL, figures.waiting);
    metric_set(&window_age, NULL, figures.window_age_us / 1000);
    metric_set(&sent, NULL, figures.sent);
    metric_set(&restarts, NULL, figures.producer_restarts);
}

void service_metrics_follow(struct relay *relay)
{
    atomic_store(&followed, relay);
    metrics_collect_by(collect);
}
