/* metrics.h: counters, gauges and histograms of durations, declared where they are counted, rendered as Prometheus
 * text. All functions are thread safe and take no lock on the way of an existing series.
 *
 *     METRIC_COUNTER(handled, "otklik_events_handled_total", "Events handled, by type.", "type");
 *     metric_add(&handled, event->type, 1);
 *
 * A name is declared once in a program. A series without label stands at 0 from the start; one with a label appears
 * with its first value. Labels hold kinds of things, never ids or anything personal. */
#ifndef OTKLIK_METRICS_H
#define OTKLIK_METRICS_H

#include <stdint.h>

enum metric_kind { METRIC_KIND_COUNTER, METRIC_KIND_GAUGE, METRIC_KIND_HISTOGRAM };

struct metric_series;

struct metric {
    const char *name; /* with unit: "_total" of a counter, "_seconds" of a histogram */
    const char *help;
    enum metric_kind kind;
    const char *label; /* name of the one label; NULL: none */
    /* the rest is metrics.c's */
    struct metric *next;
    _Atomic(struct metric_series *) series;
};

/* A label's values beyond this many are counted together as "other": input must not fill memory. */
#define METRIC_SERIES_MAX 200

#define METRIC_COUNTER(variable, name, help, label) METRIC_DECLARE(variable, METRIC_KIND_COUNTER, name, help, label)
#define METRIC_GAUGE(variable, name, help, label) METRIC_DECLARE(variable, METRIC_KIND_GAUGE, name, help, label)
#define METRIC_HISTOGRAM(variable, name, help, label) METRIC_DECLARE(variable, METRIC_KIND_HISTOGRAM, name, help, label)
#define METRIC_DECLARE(variable, kind, name, help, label)                                                              \
    static struct metric variable = {name, help, kind, label};                                                         \
    __attribute__((constructor)) static void metric_register_##variable(void)                                          \
    {                                                                                                                  \
        metric_register(&variable);                                                                                    \
    }                                                                                                                  \
    _Static_assert(1, "a semicolon ends the declaration")

/* For the macros: before threads start. The metric lives as long as the program. */
void metric_register(struct metric *metric);
/* Adds to a counter or gauge; `value` of the label is copied, NULL without label. */
void metric_add(struct metric *metric, const char *value, int64_t n);
/* Sets a gauge. */
void metric_set(struct metric *metric, const char *value, int64_t to);
/* Counts a duration into a histogram of 1 ms to 10 s. */
void metric_observe_us(struct metric *metric, const char *value, int64_t duration_us);
/* Called before every rendering, by whatever thread renders: sets gauges that are only read then. NULL: nothing. */
void metrics_collect_by(void (*collect)(void));
/* All metrics and the process's own (memory, CPU, open files, start) in text format 0.0.4. Caller frees. */
char *metrics_render(void);

#endif
