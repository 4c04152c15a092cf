#include "journal_spans.h"
#include "unit.h"

#include <glib.h>

#define NOW (G_GINT64_CONSTANT(1795780800) * 1000000) /* 2026-11-27T12:00:00Z */
#define NOVEMBER_2025 "019a3cb6-bc00-0000-0000-000000000000"
#define OCTOBER_2026 "01a0f4c2-c400-0000-0000-000000000000"
#define AFTER "019a3cb6-bc01-7000-8000-000000000000" /* the first second of November 2025 */

static void a_page_begins_with_this_month_and_the_last_and_leaves_nothing_out(void **state)
{
    (void)state;
    struct journal_span spans[JOURNAL_SPANS_MAX];
    int count = journal_spans(&(struct journal_range){.now = NOW}, false, spans);
    assert_int_equal(count, 4);
    assert_string_equal(spans[0].below, "");
    assert_string_equal(spans[0].since, OCTOBER_2026);
    assert_false(spans[0].few);
    for (int i = 1; i < count; i++) {
        assert_string_equal(spans[i].below, spans[i - 1].since);
        assert_true(spans[i].few);
    }
    assert_string_equal(spans[2].since, NOVEMBER_2025);
    assert_string_equal(spans[3].since, "");
}

static void a_later_page_begins_with_the_months_of_its_place(void **state)
{
    (void)state;
    struct journal_span spans[JOURNAL_SPANS_MAX];
    journal_spans(&(struct journal_range){.now = NOW, .after = AFTER}, false, spans);
    assert_string_equal(spans[0].below, AFTER);
    assert_string_equal(spans[0].since, "01999d11-9800-0000-0000-000000000000"); /* October 2025 */
}

static void what_was_entered_late_comes_before_the_rest_of_a_period(void **state)
{
    (void)state;
    struct journal_range range = {.now = NOW, .from = "2025-11-01", .to = "2025-11-02"};
    struct journal_span spans[JOURNAL_SPANS_MAX];
    int count = journal_spans(&range, false, spans);
    assert_int_equal(count, 2);
    assert_true(spans[0].late);
    assert_false(spans[1].late);
    assert_string_equal(spans[0].since, spans[1].below);
    range.after = AFTER;
    count = journal_spans(&range, false, spans);
    assert_int_equal(count, 1);
    assert_false(spans[0].late);
    assert_string_equal(spans[0].below, AFTER);
}

static void one_appeal_is_one_millisecond(void **state)
{
    (void)state;
    struct journal_span spans[JOURNAL_SPANS_MAX];
    assert_int_equal(journal_spans(&(struct journal_range){.now = NOW, .only = AFTER}, false, spans), 1);
    assert_string_equal(spans[0].since, AFTER);
    assert_string_equal(spans[0].below, "019a3cb6-bc02-0000-0000-000000000000");
}

static void the_first_days_of_time_have_spans_too(void **state)
{
    (void)state;
    struct journal_span spans[JOURNAL_SPANS_MAX];
    assert_true(journal_spans(&(struct journal_range){.now = NOW, .from = "0001-01-01", .to = "1970-01-02"}, false,
                              spans) <= JOURNAL_SPANS_MAX);
}

RUN_TESTS(T(a_page_begins_with_this_month_and_the_last_and_leaves_nothing_out),
          T(a_later_page_begins_with_the_months_of_its_place),
          T(what_was_entered_late_comes_before_the_rest_of_a_period), T(one_appeal_is_one_millisecond),
          T(the_first_days_of_time_have_spans_too))
