#include "metrics.h"
#include "unit.h"

#include <pthread.h>

#include <glib.h>

METRIC_COUNTER(plain, "test_plain_total", "Without label.", NULL);
METRIC_COUNTER(handled, "test_handled_total", "Events handled.", "type");
METRIC_COUNTER(crowded, "test_crowded_total", "Too many values.", "value");
METRIC_GAUGE(lag, "test_lag", "Messages behind.", "topic");
METRIC_HISTOGRAM(took, "test_took_seconds", "Time of a batch.", NULL);
METRIC_HISTOGRAM(routed, "test_routed_seconds", "Time of a request.", "route");

static void assert_rendered(const char *line)
{
    g_autofree char *rendered = metrics_render();
    g_autofree char *text = g_strconcat("\n", rendered, NULL);
    g_autofree char *whole = g_strconcat("\n", line, "\n", NULL);
    if (!strstr(text, whole))
        fail_msg("no line '%s' in:\n%s", line, text);
}

static void a_metric_without_label_stands_at_zero_from_the_start(void **state)
{
    (void)state;
    assert_rendered("# HELP test_plain_total Without label.\n# TYPE test_plain_total counter\ntest_plain_total 0");
    metric_add(&plain, NULL, 2);
    metric_add(&plain, "ignored", 1);
    assert_rendered("test_plain_total 3");
}

static void each_label_value_is_counted_by_itself(void **state)
{
    (void)state;
    metric_add(&handled, "appeal.registered", 5);
    metric_add(&handled, "a \"quoted\" \\ Тип\n", 1);
    metric_add(&handled, "bad \xff", 1);
    metric_add(&handled, "bad \xff", 1);
    assert_rendered("test_handled_total{type=\"appeal.registered\"} 5");
    assert_rendered("test_handled_total{type=\"a \\\"quoted\\\" \\\\ Тип\\n\"} 1");
    assert_rendered("test_handled_total{type=\"bad \xef\xbf\xbd\"} 2");
}

static void a_gauge_goes_both_ways(void **state)
{
    (void)state;
    metric_set(&lag, "t", 100);
    metric_add(&lag, "t", -150);
    assert_rendered("test_lag{topic=\"t\"} -50");
}

static void a_histogram_counts_into_growing_buckets(void **state)
{
    (void)state;
    static const int64_t durations_us[] = {0, 1000, 1001, 700000, 10000000, 10000001};
    for (size_t i = 0; i < sizeof durations_us / sizeof *durations_us; i++)
        metric_observe_us(&took, NULL, durations_us[i]);
    assert_rendered("test_took_seconds_bucket{le=\"0.001\"} 2\ntest_took_seconds_bucket{le=\"0.0025\"} 3");
    assert_rendered("test_took_seconds_bucket{le=\"0.5\"} 3\ntest_took_seconds_bucket{le=\"1\"} 4");
    assert_rendered("test_took_seconds_bucket{le=\"10\"} 5\ntest_took_seconds_bucket{le=\"+Inf\"} 6");
    assert_rendered("test_took_seconds_sum 20.702002\ntest_took_seconds_count 6");
    metric_observe_us(&routed, "GET /v1/appeals", 1);
    assert_rendered("test_routed_seconds_bucket{route=\"GET /v1/appeals\",le=\"+Inf\"} 1");
}

static void too_many_label_values_are_counted_as_other(void **state)
{
    (void)state;
    for (int i = 0; i < 3 * METRIC_SERIES_MAX; i++) {
        char value[16];
        g_snprintf(value, sizeof value, "v%d", i);
        metric_add(&crowded, value, 1);
    }
    g_autofree char *line = g_strdup_printf("test_crowded_total{value=\"other\"} %d", 2 * METRIC_SERIES_MAX);
    assert_rendered(line);
    assert_rendered("test_crowded_total{value=\"v0\"} 1");
}

static void the_process_tells_of_itself(void **state)
{
    (void)state;
    static const char *const names[] = {"process_resident_memory_bytes", "process_cpu_seconds_total",
                                        "process_open_fds", "process_start_time_seconds"};
    g_autofree char *text = metrics_render();
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        g_autofree char *start = g_strdup_printf("\n%s ", names[i]);
        const char *line = strstr(text, start);
        assert_non_null(line);
        assert_true(g_ascii_strtod(line + strlen(start), NULL) > 0);
    }
}

#define THREADS 4
#define ROUNDS 20000

static void *count_up(void *arg)
{
    (void)arg;
    static const char *const values[] = {"a", "b", "c"};
    for (int i = 0; i < ROUNDS; i++) {
        metric_add(&handled, values[i % 3], 1);
        metric_observe_us(&routed, "busy", i);
        if (i % 5000 == 0)
            g_free(metrics_render());
    }
    return NULL;
}

static void threads_lose_no_count(void **state)
{
    (void)state;
    pthread_t threads[THREADS];
    for (int t = 0; t < THREADS; t++)
        assert_int_equal(pthread_create(&threads[t], NULL, count_up, NULL), 0);
    for (int t = 0; t < THREADS; t++)
        pthread_join(threads[t], NULL);
    g_autofree char *a = g_strdup_printf("test_handled_total{type=\"a\"} %d", THREADS * ((ROUNDS + 2) / 3));
    g_autofree char *all = g_strdup_printf("test_routed_seconds_count{route=\"busy\"} %d", THREADS * ROUNDS);
    assert_rendered(a);
    assert_rendered(all);
}

/* Every line is a comment or `name{labels} number`. */
static void the_whole_text_has_prometheus_form(void **state)
{
    (void)state;
    g_autoptr(GRegex) form =
        g_regex_new("^(# (HELP|TYPE) [a-z_]+ .+|[a-z_]+(\\{([a-z]+=\"([^\"\\\\\\n]|\\\\[\"n\\\\])*\",?)"
                    "+\\})? -?[0-9.]+(e[-+][0-9]+)?)$",
                    0, 0, NULL);
    g_autofree char *text = metrics_render();
    assert_int_equal(text[strlen(text) - 1], '\n');
    text[strlen(text) - 1] = '\0';
    g_auto(GStrv) lines = g_strsplit(text, "\n", -1);
    for (char **line = lines; *line; line++)
        if (!g_regex_match(form, *line, 0, NULL))
            fail_msg("not Prometheus text: %s", *line);
}

RUN_TESTS(T(a_metric_without_label_stands_at_zero_from_the_start), T(each_label_value_is_counted_by_itself),
          T(a_gauge_goes_both_ways), T(a_histogram_counts_into_growing_buckets),
          T(too_many_label_values_are_counted_as_other), T(the_process_tells_of_itself), T(threads_lose_no_count),
          T(the_whole_text_has_prometheus_form))
