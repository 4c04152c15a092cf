#include "fixture.h"

#include <time.h>

/* The vectors of the deadline arithmetic, verified by another program. */
static void days_come_out_as_the_vectors_say(void **state)
{
    struct fixture *f = *state;
    const struct {
        const struct place *place;
        const char *start;
        int n;
        enum rule_unit unit;
        enum rule_end end;
        const char *raw, *legal, *control;
    } cases[] = {
        {&f->moscow_place, "2026-04-03", 30, UNIT_CAL_DAY, END_BACKWARD, "2026-05-03", "2026-05-04", "2026-04-30"},
        {&f->moscow_place, "2026-04-30", 10, UNIT_CAL_DAY, END_BACKWARD, "2026-05-10", "2026-05-12", "2026-05-08"},
        {&f->moscow_place, "2026-04-16", 5, UNIT_WORK_DAY, END_NONE, "2026-04-23", "2026-04-23", "2026-04-23"},
        {&f->saratov_place, "2026-04-16", 5, UNIT_WORK_DAY, END_NONE, "2026-04-24", "2026-04-24", "2026-04-24"},
        {&f->moscow_place, "2026-06-19", 5, UNIT_WORK_DAY, END_NONE, "2026-06-26", "2026-06-26", "2026-06-26"},
        {&f->chuvashia_place, "2026-06-19", 5, UNIT_WORK_DAY, END_NONE, "2026-06-29", "2026-06-29", "2026-06-29"},
        {&f->moscow_place, "2026-04-29", 15, UNIT_WORK_DAY, END_NONE, "2026-05-22", "2026-05-22", "2026-05-22"},
        {&f->moscow_place, "2026-04-30", 3, UNIT_WORK_DAY, END_NONE, "2026-05-06", "2026-05-06", "2026-05-06"},
        {&f->moscow_place, "2026-12-04", 30, UNIT_CAL_DAY, END_BACKWARD, "2027-01-03", "2027-01-11", "2026-12-30"},
        {&f->moscow_place, "2026-12-28", 5, UNIT_WORK_DAY, END_NONE, "2027-01-13", "2027-01-13", "2027-01-13"},
        {&f->moscow_place, "2026-01-31", 1, UNIT_MONTH, END_FORWARD, "2026-02-28", "2026-03-02", "2026-02-27"},
        {&f->moscow_place, "2026-08-31", 6, UNIT_MONTH, END_FORWARD, "2027-02-28", "2027-03-01", "2027-02-26"},
        /* further ones */
        {&f->moscow_place, "2026-04-10", 5, UNIT_DAY_OF_NEXT_MONTH, END_FORWARD, "2026-05-05", "2026-05-05",
         "2026-05-05"},
        {&f->moscow_place, "2026-01-10", 31, UNIT_DAY_OF_NEXT_MONTH, END_FORWARD, "2026-02-28", "2026-03-02",
         "2026-02-27"},
        {&f->moscow_place, "2026-12-31", 31, UNIT_DAY_OF_NEXT_MONTH, END_NONE, "2027-01-31", "2027-01-31",
         "2027-01-31"},
        {&f->moscow_place, "2026-05-08", 2, UNIT_CAL_DAY, END_NONE, "2026-05-10", "2026-05-10", "2026-05-10"},
    };
    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        struct rule rule = rule_of(cases[i].n, cases[i].unit, cases[i].end);
        struct deadline made = compute(&rule, cases[i].place, cases[i].start);
        assert_day(made.raw_day, cases[i].raw);
        assert_day(made.legal_day, cases[i].legal);
        assert_day(made.control_day, cases[i].control);
        assert_false(made.provisional);
    }
}

static void the_start_day_counts_as_the_shift_says(void **state)
{
    struct fixture *f = *state;
    static const struct {
        enum rule_shift shift;
        enum rule_unit unit;
        int n;
        const char *start, *due;
    } cases[] = {
        {SHIFT_NEXT_DAY, UNIT_CAL_DAY, 10, "2026-04-03", "2026-04-13"},
        {SHIFT_SAME_DAY, UNIT_CAL_DAY, 10, "2026-04-03", "2026-04-12"},
        {SHIFT_NEXT_WORKING_DAY, UNIT_CAL_DAY, 10, "2026-04-03", "2026-04-16"},
        {SHIFT_NEXT_WORKING_DAY, UNIT_WORK_DAY, 2, "2026-04-03", "2026-04-08"},
        {SHIFT_SAME_DAY, UNIT_WORK_DAY, 1, "2026-04-03", "2026-04-03"},
        {SHIFT_SAME_DAY, UNIT_WORK_DAY, 1, "2026-04-04", "2026-04-06"},
        {SHIFT_SAME_DAY, UNIT_MONTH, 1, "2026-03-01", "2026-03-31"},
        {SHIFT_SAME_DAY, UNIT_CAL_DAY, 1, "2026-04-04", "2026-04-04"},
    };
    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        struct rule rule = rule_of(cases[i].n, cases[i].unit, END_NONE);
        rule.start_shift = cases[i].shift;
        assert_day(compute(&rule, &f->moscow_place, cases[i].start).raw_day, cases[i].due);
    }
}

static void hours_ignore_calendars_or_count_office_time(void **state)
{
    struct fixture *f = *state;
    static const struct {
        enum rule_unit unit;
        int n;
        const char *start, *due;
    } cases[] = {
        {UNIT_H_24X7, 2, "2026-05-01T23:10:00+03:00", "2026-05-02T01:10:00+03:00"},
        {UNIT_H_24X7, 24, "2026-05-08T17:00:00+03:00", "2026-05-09T17:00:00+03:00"},
        {UNIT_H_WORK, 4, "2026-04-03T16:00:00+03:00", "2026-04-06T11:00:00+03:00"},
        {UNIT_H_WORK, 4, "2026-04-30T16:00:00+03:00", "2026-05-04T12:00:00+03:00"},
        {UNIT_MIN, 30, "2026-04-03T17:50:00+03:00", "2026-04-03T18:20:00+03:00"},
    };
    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        struct rule rule = rule_of(cases[i].n, cases[i].unit, END_NONE);
        struct deadline made = compute(&rule, &f->moscow_place, cases[i].start);
        assert_instant(made.legal_at, cases[i].due);
        assert_instant(made.control_at, cases[i].due);
    }
}

static void the_day_ends_in_the_branch_s_zone(void **state)
{
    struct fixture *f = *state;
    struct rule rule = rule_of(30, UNIT_CAL_DAY, END_BACKWARD);
    assert_instant(compute(&rule, &f->moscow_place, "2026-04-03").legal_at, "2026-05-04T20:59:59Z");
    assert_instant(compute(&rule, &f->perm_place, "2026-04-03").legal_at, "2026-05-04T18:59:59Z");
    /* 22:30 UTC is already the next day in Perm. */
    assert_day(compute(&rule, &f->perm_place, "2026-04-02T22:30:00Z").start_day, "2026-04-03");
    assert_day(compute(&rule, &f->moscow_place, "2026-04-02T20:30:00Z").start_day, "2026-04-02");
}

static void an_act_in_the_office_is_due_at_closing(void **state)
{
    struct fixture *f = *state;
    struct rule rule = rule_of(3, UNIT_WORK_DAY, END_NONE);
    rule.due_at_closing = true;
    assert_instant(compute(&rule, &f->moscow_place, "2026-04-27").legal_at, "2026-04-30T17:00:00+03:00");
    assert_instant(compute(&rule, &f->moscow_place, "2026-04-24").legal_at, "2026-04-29T18:00:00+03:00");
}

static void a_date_given_in_the_appeal_is_the_due_date(void **state)
{
    struct fixture *f = *state;
    struct rule rule = rule_of(30, UNIT_FIXED_DATE_FIELD, END_BACKWARD);
    struct deadline made;
    struct deadline_input input = {.rule = &rule,
                                   .start_day = day_of("2026-04-03"),
                                   .start_at = at("2026-04-03T10:00:00+03:00"),
                                   .field_day = day_of("2026-04-19"),
                                   .place = &f->moscow_place};
    assert_int_equal(deadline_compute(&input, &made), ST_OK);
    assert_day(made.legal_day, "2026-04-20");
    assert_day(made.control_day, "2026-04-17");
    input.field_day = CIVIL_NONE;
    assert_int_equal(deadline_compute(&input, &made), ST_OK);
    assert_day(made.legal_day, "2026-05-04");
}

static void a_deadline_over_an_unpublished_year_is_provisional(void **state)
{
    struct fixture *f = *state;
    struct rule days = rule_of(30, UNIT_CAL_DAY, END_BACKWARD), hours = rule_of(24, UNIT_H_24X7, END_NONE);
    assert_true(compute(&days, &f->moscow_place, "2027-12-10").provisional);
    assert_false(compute(&days, &f->moscow_place, "2027-11-10").provisional);
    assert_false(compute(&hours, &f->moscow_place, "2028-11-10").provisional);
}

static void without_a_working_day_before_the_end_control_is_the_legal_day(void **state)
{
    struct fixture *f = *state;
    struct rule rule = rule_of(10, UNIT_CAL_DAY, END_BACKWARD);
    struct deadline made = compute(&rule, &f->moscow_place, "2026-01-01");
    assert_day(made.raw_day, "2026-01-11");
    assert_day(made.legal_day, "2026-01-12");
    assert_day(made.control_day, "2026-01-12");
}

static void windows_of_2026_hold_the_working_days_the_specification_says(void **state)
{
    struct fixture *f = *state;
    int least = 99, most = 0, none = 0;
    for (civil_day day = day_of("2026-01-01"); day <= day_of("2026-12-31"); day++) {
        int count = calendar_count_working(f->federal, day, day + 30, NULL);
        least = MIN(least, count);
        most = MAX(most, count);
        none += calendar_count_working(f->federal, day, day + 10, NULL) == 0;
    }
    assert_int_equal(least, 13);
    assert_int_equal(most, 22);
    assert_true(none > 0);
}

static void a_pause_moves_the_deadline_only_where_the_rule_allows(void **state)
{
    struct fixture *f = *state;
    struct pause pause = {at("2026-04-20T10:00:00+03:00"), at("2026-04-24T10:00:00+03:00")};
    struct rule rule = rule_of(10, UNIT_WORK_DAY, END_NONE);
    struct deadline made;
    struct deadline_input input = {.rule = &rule,
                                   .start_day = day_of("2026-04-16"),
                                   .start_at = at("2026-04-16T10:00:00+03:00"),
                                   .field_day = CIVIL_NONE,
                                   .place = &f->moscow_place,
                                   .pauses = &pause,
                                   .pause_count = 1};
    assert_int_equal(deadline_compute(&input, &made), ST_OK);
    assert_day(made.legal_day, "2026-04-30");
    rule.pausable = true;
    assert_int_equal(deadline_compute(&input, &made), ST_OK);
    assert_int_equal(made.paused, 4);
    assert_day(made.legal_day, "2026-05-07");
    pause.from = at("2026-05-20T10:00:00+03:00");
    pause.to = at("2026-06-20T10:00:00+03:00");
    assert_int_equal(deadline_compute(&input, &made), ST_OK);
    assert_day(made.legal_day, "2026-04-30");
}

/* What is used before a pause and after it adds up to the rule's period, whatever the pauses. */
static void pauses_never_change_the_total(void **state)
{
    struct fixture *f = *state;
    GRand *rand = g_rand_new_with_seed(11);
    static const enum rule_unit units[] = {UNIT_CAL_DAY, UNIT_WORK_DAY, UNIT_H_24X7, UNIT_H_WORK};
    for (int i = 0; i < 2000; i++) {
        struct rule rule = rule_of(g_rand_int_range(rand, 8, 30), units[i % 4], END_NONE);
        rule.pausable = true;
        instant start = at("2026-02-02T06:00:00Z") + g_rand_int_range(rand, 0, 200000) * 60 * USEC_PER_SEC;
        instant from = start + g_rand_int_range(rand, 0, 300) * 60 * USEC_PER_SEC;
        instant middle = from + g_rand_int_range(rand, 0, 20000) * 60 * USEC_PER_SEC;
        instant to = middle + g_rand_int_range(rand, 0, 20000) * 60 * USEC_PER_SEC;
        struct pause whole = {from, to}, halves[2] = {{from, middle}, {middle, to}};
        struct deadline one, two;
        struct deadline_input input = {&rule, start, CIVIL_NONE, CIVIL_NONE, &f->saratov_place, &whole, 1};
        assert_int_equal(deadline_compute(&input, &one), ST_OK);
        input.pauses = halves;
        input.pause_count = 2;
        assert_int_equal(deadline_compute(&input, &two), ST_OK);
        assert_int_equal(one.legal_at, two.legal_at);
        if (from >= one.legal_at)
            continue;
        if (rule.period.unit == UNIT_H_WORK) {
            int64_t used = place_office_time(&f->saratov_place, start, from) +
                           place_office_time(&f->saratov_place, to, one.legal_at);
            assert_int_equal(used, rule.period.n * 3600 * USEC_PER_SEC);
        } else if (rule.period.unit == UNIT_WORK_DAY) {
            civil_day a = civil_of(start, f->saratov_zone), b = civil_of(from, f->saratov_zone);
            civil_day c = civil_of(to, f->saratov_zone);
            int used = calendar_count_working(f->saratov, a, b, NULL) +
                       calendar_count_working(f->saratov, c, one.legal_day, NULL);
            assert_int_equal(used, rule.period.n);
        }
    }
    g_rand_free(rand);
}

/* An oracle that knows nothing of the code under test: dates as text by timegm, days off as a list. */
static const char *const naive_off[] = {
    "2026-01-01", "2026-01-02", "2026-01-05", "2026-01-06", "2026-01-07", "2026-01-08", "2026-01-09", "2026-02-23",
    "2026-03-09", "2026-05-01", "2026-05-11", "2026-06-12", "2026-11-04", "2026-12-31", "2027-01-01", "2027-01-04",
    "2027-01-05", "2027-01-06", "2027-01-07", "2027-01-08", "2027-02-22", "2027-02-23", "2027-03-08", "2027-05-03",
    "2027-05-10", "2027-06-14", "2027-11-04", "2027-11-05", "2027-12-31"};

static void naive_text(time_t day, char out[CIVIL_TEXT_SIZE])
{
    struct tm tm;
    gmtime_r(&day, &tm);
    strftime(out, CIVIL_TEXT_SIZE, "%Y-%m-%d", &tm);
}

static bool naive_works(time_t day)
{
    char text[CIVIL_TEXT_SIZE];
    struct tm tm;
    naive_text(day, text);
    gmtime_r(&day, &tm);
    for (size_t i = 0; i < G_N_ELEMENTS(naive_off); i++) {
        if (strcmp(naive_off[i], text) == 0)
            return false;
    }
    return strcmp(text, "2027-02-20") == 0 || (tm.tm_wday != 0 && tm.tm_wday != 6);
}

static time_t naive_due(time_t day, int n, bool working, int direction)
{
    while (n > 0) {
        day += 86400;
        n -= !working || naive_works(day);
    }
    while (direction != 0 && !naive_works(day))
        day += direction * 86400;
    return day;
}

static void random_deadlines_agree_with_a_day_by_day_count(void **state)
{
    struct fixture *f = *state;
    GRand *rand = g_rand_new_with_seed(3);
    struct tm first = {.tm_year = 126, .tm_mon = 0, .tm_mday = 10};
    for (int i = 0; i < 5000; i++) {
        time_t start = timegm(&first) + g_rand_int_range(rand, 0, 640) * 86400;
        bool working = g_rand_boolean(rand);
        int n = g_rand_int_range(rand, 1, 46);
        struct rule rule = rule_of(n, working ? UNIT_WORK_DAY : UNIT_CAL_DAY, END_BACKWARD);
        char text[CIVIL_TEXT_SIZE];
        naive_text(start, text);
        struct deadline made = compute(&rule, &f->moscow_place, text);
        naive_text(naive_due(start, n, working, 1), text);
        assert_day(made.legal_day, text);
        time_t control = naive_due(start, n, working, -1);
        if (control <= start)
            control = naive_due(start, n, working, 1);
        naive_text(control, text);
        assert_day(made.control_day, text);
    }
    g_rand_free(rand);
}

static void the_earliest_legal_rule_is_the_legal_due_and_company_rules_only_shorten(void **state)
{
    struct fixture *f = *state;
    struct rule d01 = rule_of(30, UNIT_CAL_DAY, END_BACKWARD), d12 = rule_of(3, UNIT_WORK_DAY, END_NONE);
    struct rule quick = rule_of(10, UNIT_WORK_DAY, END_NONE), slow = rule_of(60, UNIT_WORK_DAY, END_NONE);
    quick.kind = slow.kind = RULE_COMPANY;
    struct deadline all[] = {
        compute(&d01, &f->moscow_place, "2026-04-03"), compute(&quick, &f->moscow_place, "2026-04-03"),
        compute(&slow, &f->moscow_place, "2026-04-03"), compute(&d12, &f->moscow_place, "2026-04-03")};
    struct deadline_choice choice;
    assert_int_equal(deadline_choose(all, 3, &choice), ST_OK);
    assert_day(choice.legal_day, "2026-05-04");
    assert_day(choice.control_day, "2026-04-17");
    assert_ptr_equal(choice.control->rule, &quick);
    assert_int_equal(deadline_choose(all, 4, &choice), ST_OK);
    assert_day(choice.legal_day, "2026-04-08");
    assert_day(choice.control_day, "2026-04-08");
    struct deadline two[] = {all[3], all[2]};
    assert_int_equal(deadline_choose(two, 2, &choice), ST_OK);
    assert_day(choice.control_day, "2026-04-08");
    assert_int_equal(deadline_choose(two, 0, &choice), ST_NOT_FOUND);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(days_come_out_as_the_vectors_say),
        cmocka_unit_test(the_start_day_counts_as_the_shift_says),
        cmocka_unit_test(hours_ignore_calendars_or_count_office_time),
        cmocka_unit_test(the_day_ends_in_the_branch_s_zone),
        cmocka_unit_test(an_act_in_the_office_is_due_at_closing),
        cmocka_unit_test(a_date_given_in_the_appeal_is_the_due_date),
        cmocka_unit_test(a_deadline_over_an_unpublished_year_is_provisional),
        cmocka_unit_test(without_a_working_day_before_the_end_control_is_the_legal_day),
        cmocka_unit_test(windows_of_2026_hold_the_working_days_the_specification_says),
        cmocka_unit_test(a_pause_moves_the_deadline_only_where_the_rule_allows),
        cmocka_unit_test(pauses_never_change_the_total),
        cmocka_unit_test(random_deadlines_agree_with_a_day_by_day_count),
        cmocka_unit_test(the_earliest_legal_rule_is_the_legal_due_and_company_rules_only_shorten),
    };
    return cmocka_run_group_tests(tests, fixture_setup, fixture_teardown);
}
