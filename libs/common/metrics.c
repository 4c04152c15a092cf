#include "metrics.h"

#include "clock.h"
#include "metrics_process.h"

#include <pthread.h>
#include <stdatomic.h>
#include <string.h>

#include <glib.h>

static const int64_t bucket_us[] = {1000,   2500,   5000,    10000,   25000,   50000,   100000,
                                    250000, 500000, 1000000, 2500000, 5000000, 10000000};
#define BUCKETS (sizeof bucket_us / sizeof *bucket_us)

struct metric_series {
    struct metric_series *next; /* set before the series is published, never changed */
    char *value;
    int position;                        /* 1 for the first of the metric */
    _Atomic int64_t number;              /* of a histogram: sum in microseconds */
    _Atomic int64_t counts[BUCKETS + 1]; /* of a histogram; the last one is above all bounds */
};

static struct metric *first_metric;
static struct metric **last_metric = &first_metric;
static void (*_Atomic collector)(void);
static pthread_mutex_t series_lock = PTHREAD_MUTEX_INITIALIZER;

static struct metric_series *series_find(struct metric *metric, const char *value)
{
    struct metric_series *series = atomic_load_explicit(&metric->series, memory_order_acquire);
    while (series && strcmp(series->value, value) != 0)
        series = series->next;
    return series;
}

static struct metric_series *series_push(struct metric *metric, const char *value)
{
    struct metric_series *first = atomic_load(&metric->series);
    struct metric_series *series = g_new0(struct metric_series, 1);
    series->value = g_strdup(value);
    series->position = first ? first->position + 1 : 1;
    series->next = first;
    atomic_store_explicit(&metric->series, series, memory_order_release);
    return series;
}

static struct metric_series *series_make(struct metric *metric, const char *raw_value)
{
    g_autofree char *valid = g_utf8_make_valid(raw_value, -1);
    const char *value = valid;
    pthread_mutex_lock(&series_lock);
    struct metric_series *first = atomic_load(&metric->series);
    if (first && first->position >= METRIC_SERIES_MAX)
        value = "other";
    struct metric_series *series = series_find(metric, value); /* another thread may have made it meanwhile */
    if (!series)
        series = series_push(metric, value);
    pthread_mutex_unlock(&series_lock);
    return series;
}

static struct metric_series *series_of(struct metric *metric, const char *value)
{
    const char *known = metric->label && value ? value : "";
    struct metric_series *series = series_find(metric, known);
    return series ? series : series_make(metric, known);
}

void metric_register(struct metric *metric)
{
    *last_metric = metric;
    last_metric = &metric->next;
    if (!metric->label)
        series_of(metric, NULL);
}

void metric_add(struct metric *metric, const char *value, int64_t n)
{
    atomic_fetch_add_explicit(&series_of(metric, value)->number, n, memory_order_relaxed);
}

void metric_set(struct metric *metric, const char *value, int64_t to)
{
    atomic_store_explicit(&series_of(metric, value)->number, to, memory_order_relaxed);
}

void metric_observe_us(struct metric *metric, const char *value, int64_t duration_us)
{
    struct metric_series *series = series_of(metric, value);
    size_t bucket = 0;
    while (bucket < BUCKETS && duration_us > bucket_us[bucket])
        bucket++;
    atomic_fetch_add_explicit(&series->counts[bucket], 1, memory_order_relaxed);
    atomic_fetch_add_explicit(&series->number, duration_us, memory_order_relaxed);
}

static void append_escaped(GString *out, const char *text)
{
    for (; *text; text++) {
        if (*text == '\n')
            g_string_append(out, "\\n");
        else if (*text == '"' || *text == '\\')
            g_string_append_printf(out, "\\%c", *text);
        else
            g_string_append_c(out, *text);
    }
}

/* name_suffix{label="value",le="0.5"} and a space; braces only where something stands between them. */
static void append_name(GString *out, const struct metric *metric, const struct metric_series *series,
                        const char *suffix, const char *le)
{
    g_string_append_printf(out, "%s%s", metric->name, suffix);
    if (metric->label) {
        g_string_append_printf(out, "{%s=\"", metric->label);
        append_escaped(out, series->value);
        g_string_append_c(out, '"');
    }
    if (le)
        g_string_append_printf(out, "%sle=\"%s\"", metric->label ? "," : "{", le);
    g_string_append(out, metric->label || le ? "} " : " ");
}

static void append_number(GString *out, const struct metric *metric, struct metric_series *series)
{
    append_name(out, metric, series, "", NULL);
    g_string_append_printf(out, "%" G_GINT64_FORMAT "\n", (gint64)atomic_load(&series->number));
}

static void append_histogram(GString *out, const struct metric *metric, struct metric_series *series)
{
    int64_t count = 0;
    for (size_t i = 0; i <= BUCKETS; i++) {
        char le[32] = "+Inf";
        if (i < BUCKETS)
            g_snprintf(le, sizeof le, "%g", (double)bucket_us[i] / USEC_PER_SEC);
        count += atomic_load(&series->counts[i]);
        append_name(out, metric, series, "_bucket", le);
        g_string_append_printf(out, "%" G_GINT64_FORMAT "\n", (gint64)count);
    }
    append_name(out, metric, series, "_sum", NULL);
    g_string_append_printf(out, "%.15g\n", (double)atomic_load(&series->number) / USEC_PER_SEC);
    append_name(out, metric, series, "_count", NULL);
    g_string_append_printf(out, "%" G_GINT64_FORMAT "\n", (gint64)count);
}

static void append_metric(GString *out, struct metric *metric)
{
    static const struct {
        const char *word;
        void (*append)(GString *out, const struct metric *metric, struct metric_series *series);
    } kinds[] = {
        [METRIC_KIND_COUNTER] = {"counter", append_number},
        [METRIC_KIND_GAUGE] = {"gauge", append_number},
        [METRIC_KIND_HISTOGRAM] = {"histogram", append_histogram},
    };
    g_string_append_printf(out, "# HELP %s %s\n# TYPE %s %s\n", metric->name, metric->help, metric->name,
                           kinds[metric->kind].word);
    struct metric_series *series = atomic_load_explicit(&metric->series, memory_order_acquire);
    for (; series; series = series->next)
        kinds[metric->kind].append(out, metric, series);
}

void metrics_collect_by(void (*collect)(void))
{
    atomic_store(&collector, collect);
}

char *metrics_render(void)
{
    void (*collect)(void) = atomic_load(&collector);
    if (collect)
        collect();
    GString *out = g_string_sized_new(4096);
    for (struct metric *metric = first_metric; metric; metric = metric->next)
        append_metric(out, metric);
    metrics_process_render(out);
    return g_string_free(out, FALSE);
}
