#include "clock.h"
#include "unit.h"

#include <unistd.h>

#include <glib.h>

static void good_times_are_read_as_the_same_moment(void **state)
{
    (void)state;
    static const struct {
        const char *text, *utc;
    } cases[] = {
        {"2026-11-20T10:15:02Z", "2026-11-20T10:15:02.000000Z"},
        {"2026-11-20t10:15:02z", "2026-11-20T10:15:02.000000Z"},
        {"2026-11-20T13:15:02.5+03:00", "2026-11-20T10:15:02.500000Z"},
        {"2026-11-20T22:15:02.123456789+12:00", "2026-11-20T10:15:02.123456Z"},
        {"2026-11-20T00:15:02-05:30", "2026-11-20T05:45:02.000000Z"},
        {"2024-02-29T00:00:00Z", "2024-02-29T00:00:00.000000Z"},
        {"2000-02-29T23:59:59Z", "2000-02-29T23:59:59.000000Z"},
        {"1969-12-31T23:59:59.999999Z", "1969-12-31T23:59:59.999999Z"},
        {"0000-01-01T00:00:00Z", "0000-01-01T00:00:00.000000Z"},
        {"9999-12-31T23:59:59.999999Z", "9999-12-31T23:59:59.999999Z"},
        {"2026-11-20T10:15:02-00:00", "2026-11-20T10:15:02.000000Z"},
        {"2016-12-31T23:59:60Z", "2017-01-01T00:00:00.000000Z"},
        {"2017-01-01T02:59:60.7+03:00", "2017-01-01T00:00:00.000000Z"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        instant at = 42;
        char text[INSTANT_TEXT_SIZE];
        assert_int_equal(instant_parse(cases[i].text, &at), ST_OK);
        assert_string_equal(instant_format(at, text), cases[i].utc);
    }
}

static void bad_times_are_refused_and_leave_the_result_alone(void **state)
{
    (void)state;
    static const char *const cases[] = {
        NULL,
        "",
        "2026",
        "2026-11-20",
        "2026-11-20T10:15:02",      /* no offset */
        "2026-11-20 10:15:02Z",     /* a space is no T */
        "2026-11-20T10:15Z",        /* no seconds */
        "2026-11-20T10:15:02+03",   /* offset without minutes */
        "2026-11-20T10:15:02+0300", /* offset without colon */
        "2026-11-20T10:15:02+24:00",
        "2026-11-20T10:15:02+03:60",
        "2026-11-20T10:15:02+03:00:00",
        "2026-11-20T10:15:02.Z",
        "2026-11-20T10:15:02,5Z",
        "2026-11-20T24:00:00Z",
        "2026-11-20T10:60:00Z",
        "2026-11-20T10:15:61Z",
        "2026-11-20T10:15:60Z", /* a leap second only at the end of a UTC day */
        "2026-13-01T00:00:00Z",
        "2026-00-01T00:00:00Z",
        "2026-02-29T00:00:00Z",
        "1900-02-29T00:00:00Z",
        "2026-04-31T00:00:00Z",
        "2026-11-00T00:00:00Z",
        "26-11-20T10:15:02Z",
        "12026-11-20T10:15:02Z",
        "-2026-11-20T10:15:02Z",
        "+2026-11-20T10:15:02Z",
        "2026-1-20T10:15:02Z",
        " 2026-11-20T10:15:02Z",
        "2026-11-20T10:15:02Z ",
        "2026-11-20T10:15:02ZZ",
        "2026-11-20T1\xd9\xa0:15:02Z",
        "infinity",
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        instant at = 42;
        if (instant_parse(cases[i], &at) != ST_INVALID || at != 42)
            fail_msg("accepted '%s'", cases[i]);
    }
}

static void every_time_survives_being_written_and_read(void **state)
{
    (void)state;
    srandom(7);
    for (int i = 0; i < 20000; i++) {
        instant at = ((int64_t)random() << 31 | random()) % INT64_C(250000000000000000); /* to the year 9892 */
        instant back;
        char text[INSTANT_TEXT_SIZE];
        assert_int_equal(instant_parse(instant_format(at, text), &back), ST_OK);
        assert_int_equal(back, at);
    }
}

static void times_are_read_as_postgresql_prints_them(void **state)
{
    (void)state;
    static const struct {
        const char *text, *utc; /* NULL: refused */
    } cases[] = {
        {"2026-11-20 13:15:02+03", "2026-11-20T10:15:02.000000Z"},
        {"2026-11-20 10:15:02.000001+00", "2026-11-20T10:15:02.000001Z"},
        {"2026-11-20 15:45:02.5+05:30", "2026-11-20T10:15:02.500000Z"},
        {"1879-12-31 02:30:17+02:30:17", "1879-12-31T00:00:00.000000Z"},
        {"2026-11-20 05:15:02-05", "2026-11-20T10:15:02.000000Z"},
        {"2026-11-20T10:15:02Z", NULL},
        {"2026-11-20 10:15:02", NULL},
        {"2026-11-20 10:15:02Z", NULL},
        {"0044-03-15 12:00:00+00 BC", NULL},
        {"infinity", NULL},
        {"-infinity", NULL},
        {"", NULL},
        {NULL, NULL},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        instant at = 42;
        char text[INSTANT_TEXT_SIZE];
        enum status status = instant_parse_sql(cases[i].text, &at);
        assert_int_equal(status, cases[i].utc ? ST_OK : ST_INVALID);
        if (cases[i].utc)
            assert_string_equal(instant_format(at, text), cases[i].utc);
        else
            assert_int_equal(at, 42);
    }
}

static void the_clock_follows_the_offset_file(void **state)
{
    (void)state;
    const char *path = getenv("OTKLIK_CLOCK_OFFSET_FILE");
    instant shifted = clock_now() - clock_real();
    assert_in_range(shifted / USEC_PER_SEC, 86399, 86400);
    assert_true(g_file_set_contents(path, "nonsense", -1, NULL));
    usleep(1100000); /* the file is read once a second: time itself is under test */
    shifted = clock_now() - clock_real();
    assert_in_range(shifted / USEC_PER_SEC, 86399, 86400);
}

static void the_monotonic_clock_does_not_go_back(void **state)
{
    (void)state;
    int64_t last_us = clock_monotonic_us();
    for (int i = 0; i < 10000; i++) {
        int64_t now_us = clock_monotonic_us();
        assert_true(now_us >= last_us);
        last_us = now_us;
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        T(good_times_are_read_as_the_same_moment),     T(bad_times_are_refused_and_leave_the_result_alone),
        T(every_time_survives_being_written_and_read), T(times_are_read_as_postgresql_prints_them),
        T(the_clock_follows_the_offset_file),          T(the_monotonic_clock_does_not_go_back),
    };
    g_autofree char *folder = g_dir_make_tmp("otklik-clock-XXXXXX", NULL);
    g_autofree char *path = g_build_filename(folder, "offset", NULL);
    if (!g_file_set_contents(path, "86400\n", -1, NULL))
        return 1;
    setenv("OTKLIK_CLOCK_OFFSET_FILE", path, 1);
    int failed = cmocka_run_group_tests(tests, NULL, NULL);
    unlink(path);
    rmdir(folder);
    return failed;
}
