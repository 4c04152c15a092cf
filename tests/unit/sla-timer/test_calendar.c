#include "fixture.h"

static int working_days(const struct calendar *calendar, int year)
{
    return calendar_count_working(calendar, civil_from_ymd(year - 1, 12, 31), civil_from_ymd(year, 12, 31), NULL);
}

static void years_have_the_working_days_of_the_decrees(void **state)
{
    struct fixture *f = *state;
    assert_int_equal(working_days(f->federal, 2025), 247);
    assert_int_equal(working_days(f->federal, 2026), 247);
    assert_int_equal(working_days(f->federal, 2027), 247);
}

static void office_time_of_2025_is_1972_hours(void **state)
{
    struct fixture *f = *state;
    int64_t usec =
        place_office_time(&f->moscow_place, at("2025-01-01T00:00:00+03:00"), at("2026-01-01T00:00:00+03:00"));
    assert_int_equal(usec / USEC_PER_SEC / 3600, 1972);
}

static void days_are_as_published(void **state)
{
    struct fixture *f = *state;
    static const struct {
        const char *day;
        enum day_kind federal, saratov, chuvashia;
    } cases[] = {
        {"2026-01-09", DAY_OFF, DAY_OFF, DAY_OFF},         {"2026-01-12", DAY_WORKING, DAY_WORKING, DAY_WORKING},
        {"2026-04-21", DAY_WORKING, DAY_OFF, DAY_WORKING}, {"2026-04-30", DAY_SHORT, DAY_SHORT, DAY_SHORT},
        {"2026-05-02", DAY_OFF, DAY_OFF, DAY_OFF},         {"2026-05-04", DAY_WORKING, DAY_WORKING, DAY_WORKING},
        {"2026-06-24", DAY_WORKING, DAY_WORKING, DAY_OFF}, {"2027-02-20", DAY_SHORT, DAY_SHORT, DAY_SHORT},
        {"2027-02-22", DAY_OFF, DAY_OFF, DAY_OFF},         {"2031-01-08", DAY_OFF, DAY_OFF, DAY_OFF},
        {"2031-06-24", DAY_WORKING, DAY_WORKING, DAY_OFF},
    };
    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        assert_int_equal(calendar_kind(f->federal, day_of(cases[i].day)), cases[i].federal);
        assert_int_equal(calendar_kind(f->saratov, day_of(cases[i].day)), cases[i].saratov);
        assert_int_equal(calendar_kind(f->chuvashia, day_of(cases[i].day)), cases[i].chuvashia);
    }
}

static void a_regional_calendar_without_years_follows_the_federal_one(void **state)
{
    struct fixture *f = *state;
    assert_true(calendar_published(f->federal, 2027));
    assert_false(calendar_published(f->federal, 2028));
    assert_true(calendar_published(f->chuvashia, 2027));
    assert_true(calendar_published(f->saratov, 2026));
    assert_false(calendar_published(f->saratov, 2027));
}

static void a_walk_into_an_unpublished_year_is_provisional(void **state)
{
    struct fixture *f = *state;
    bool provisional = false;
    assert_day(calendar_nth_working(f->federal, day_of("2027-12-29"), 1, &provisional), "2027-12-30");
    assert_false(provisional);
    assert_day(calendar_nth_working(f->federal, day_of("2027-12-29"), 2, &provisional), "2028-01-10");
    assert_true(provisional);
}

static void nth_working_day_back_undoes_forward(void **state)
{
    struct fixture *f = *state;
    civil_day start = day_of("2026-01-12");
    for (int n = 1; n < 400; n++) {
        civil_day day = calendar_nth_working(f->federal, start, n, NULL);
        assert_int_equal(calendar_nth_working(f->federal, day, -n, NULL), start);
        assert_int_equal(calendar_count_working(f->federal, start, day, NULL), n);
    }
}

static void a_calendar_that_never_works_gives_up(void **state)
{
    (void)state;
    struct calendar *never = calendar_new("NEVER", NULL);
    for (int month = 1; month <= 12; month++) {
        for (int day = 1; day <= 31; day++)
            calendar_set_yearly_off(never, month, day);
    }
    GTimeZone *zone = g_time_zone_new_utc();
    struct place place = {never, office_hours_default(), zone};
    assert_int_equal(calendar_nth_working(never, 0, 1, NULL), CIVIL_NONE);
    assert_int_equal(place_add_office_time(&place, USEC_PER_SEC, USEC_PER_SEC, NULL), 0);
    g_time_zone_unref(zone);
    calendar_free(never);
}

static void office_time_skips_breaks_nights_and_short_hours(void **state)
{
    struct fixture *f = *state;
    static const struct {
        const char *from;
        int minutes;
        const char *to;
    } cases[] = {
        {"2026-04-03T12:30:00+03:00", 60, "2026-04-03T14:30:00+03:00"},
        {"2026-04-03T17:00:00+03:00", 60, "2026-04-03T18:00:00+03:00"},
        {"2026-04-03T17:00:00+03:00", 61, "2026-04-06T09:01:00+03:00"},
        {"2026-04-04T11:00:00+03:00", 30, "2026-04-06T09:30:00+03:00"},
        {"2026-04-30T16:30:00+03:00", 60, "2026-05-04T09:30:00+03:00"},
        {"2027-02-20T16:30:00+03:00", 60, "2027-02-24T09:30:00+03:00"},
    };
    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        int64_t usec = cases[i].minutes * 60 * USEC_PER_SEC;
        instant to = place_add_office_time(&f->moscow_place, at(cases[i].from), usec, NULL);
        assert_instant(to, cases[i].to);
        assert_int_equal(place_office_time(&f->moscow_place, at(cases[i].from), to), usec);
    }
}

/* Minute by minute, as a person with a watch would count. */
static instant naive_office_minutes(struct fixture *f, instant from, int minutes)
{
    for (; minutes > 0; from += 60 * USEC_PER_SEC) {
        int second = civil_second(from, f->saratov_zone);
        int minute = second / 60;
        enum day_kind kind = calendar_kind(f->saratov, civil_of(from, f->saratov_zone));
        int close = kind == DAY_SHORT ? 1020 : 1080;
        if (kind != DAY_OFF && ((minute >= 540 && minute < 780) || (minute >= 840 && minute < close)))
            minutes--;
    }
    return from;
}

static void office_time_agrees_with_counting_minutes(void **state)
{
    struct fixture *f = *state;
    GRand *rand = g_rand_new_with_seed(7);
    for (int i = 0; i < 150; i++) {
        instant from = at("2026-04-01T00:00:00Z") + g_rand_int_range(rand, 0, 60 * 24 * 60) * 60 * USEC_PER_SEC;
        int minutes = g_rand_int_range(rand, 1, 1200);
        instant to = place_add_office_time(&f->saratov_place, from, minutes * 60 * USEC_PER_SEC, NULL);
        assert_int_equal(to, naive_office_minutes(f, from, minutes));
    }
    g_rand_free(rand);
}

static void office_time_added_and_taken_back_is_the_same(void **state)
{
    struct fixture *f = *state;
    GRand *rand = g_rand_new_with_seed(8);
    for (int i = 0; i < 500; i++) {
        instant from = at("2026-01-12T07:00:00Z") + g_rand_int_range(rand, 0, 500000) * 60 * USEC_PER_SEC;
        int64_t usec = g_rand_int_range(rand, 1, 5000) * 60 * USEC_PER_SEC;
        instant to = place_add_office_time(&f->perm_place, from, usec, NULL);
        instant back = place_add_office_time(&f->perm_place, to, -usec, NULL);
        assert_int_equal(place_office_time(&f->perm_place, back, to), usec);
        assert_true(place_office_time(&f->perm_place, MIN(from, back), MAX(from, back)) == 0);
    }
    g_rand_free(rand);
}

static void what_comes_after_closing_is_registered_on_the_next_working_day(void **state)
{
    struct fixture *f = *state;
    assert_day(place_registration_day(&f->moscow_place, at("2026-04-03T17:59:59+03:00")), "2026-04-03");
    assert_day(place_registration_day(&f->moscow_place, at("2026-04-03T18:00:00+03:00")), "2026-04-06");
    assert_day(place_registration_day(&f->moscow_place, at("2026-04-03T07:00:00+03:00")), "2026-04-03");
    assert_day(place_registration_day(&f->moscow_place, at("2026-05-01T12:00:00+03:00")), "2026-05-04");
}

static void saratov_moved_its_clocks_in_2016(void **state)
{
    struct fixture *f = *state;
    assert_instant(civil_instant(day_of("2016-12-01"), CIVIL_LAST_SECOND, f->saratov_zone),
                   "2016-12-01T23:59:59+03:00");
    assert_instant(civil_instant(day_of("2016-12-10"), CIVIL_LAST_SECOND, f->saratov_zone),
                   "2016-12-10T23:59:59+04:00");
    /* The night of 4 December lasted 23 hours. */
    instant before = civil_instant(day_of("2016-12-04"), 0, f->saratov_zone);
    instant after = civil_instant(day_of("2016-12-05"), 0, f->saratov_zone);
    assert_int_equal((after - before) / USEC_PER_SEC, 23 * 3600);
    assert_day(civil_of(after, f->saratov_zone), "2016-12-05");
    assert_day(civil_of(after - 1, f->saratov_zone), "2016-12-04");
}

static void days_parse_only_as_iso_dates(void **state)
{
    (void)state;
    static const char *const wrong[] = {"",           "2026-4-3",   "03.04.2026", "2026-02-29",
                                        "2026-13-01", "2026-00-10", "2026-01-32x"};
    civil_day day = 5;
    for (size_t i = 0; i < G_N_ELEMENTS(wrong); i++)
        assert_int_equal(civil_parse(wrong[i], &day), ST_INVALID);
    assert_int_equal(civil_parse(NULL, &day), ST_INVALID);
    assert_int_equal(day, 5);
    assert_int_equal(civil_from_ymd(1970, 1, 1), 0);
    assert_int_equal(civil_weekday(0), 4);
}

static void office_hours_read_ranges_and_breaks(void **state)
{
    (void)state;
    struct office_hours hours;
    json_t *json = fixture_json("{'mon-thu':['08:00','12:00','13:00','17:00'],'fri':['08:00','15:30'],'sat':[]}");
    assert_int_equal(office_hours_from_json(json, &hours), ST_OK);
    assert_int_equal(hours.weekday[3].break_to_min, 780);
    assert_int_equal(hours.weekday[4].close_min, 930);
    assert_int_equal(hours.weekday[5].close_min, hours.weekday[5].open_min);
    json_decref(json);
    static const char *const wrong[] = {"{}", "{'mun':['08:00','12:00']}", "{'mon':['12:00','08:00']}",
                                        "{'mon':'08:00-12:00'}", "{'mon':['08:00','12:00','13:00']}"};
    for (size_t i = 0; i < G_N_ELEMENTS(wrong); i++) {
        json = fixture_json(wrong[i]);
        assert_int_equal(office_hours_from_json(json, &hours), ST_INVALID);
        json_decref(json);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(years_have_the_working_days_of_the_decrees),
        cmocka_unit_test(office_time_of_2025_is_1972_hours),
        cmocka_unit_test(days_are_as_published),
        cmocka_unit_test(a_regional_calendar_without_years_follows_the_federal_one),
        cmocka_unit_test(a_walk_into_an_unpublished_year_is_provisional),
        cmocka_unit_test(nth_working_day_back_undoes_forward),
        cmocka_unit_test(a_calendar_that_never_works_gives_up),
        cmocka_unit_test(office_time_skips_breaks_nights_and_short_hours),
        cmocka_unit_test(office_time_agrees_with_counting_minutes),
        cmocka_unit_test(office_time_added_and_taken_back_is_the_same),
        cmocka_unit_test(what_comes_after_closing_is_registered_on_the_next_working_day),
        cmocka_unit_test(saratov_moved_its_clocks_in_2016),
        cmocka_unit_test(days_parse_only_as_iso_dates),
        cmocka_unit_test(office_hours_read_ranges_and_breaks),
    };
    return cmocka_run_group_tests(tests, fixture_setup, fixture_teardown);
}
