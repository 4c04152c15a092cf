#include "pressure.h"
#include "unit.h"

#include <glib.h>
#include <glib/gstdio.h>

static void write_total(const char *path, int total)
{
    g_autofree char *text = g_strdup_printf("some avg10=0.03 avg60=0.19 avg300=2.67 total=%d\n"
                                            "full avg10=0.00 avg60=0.00 avg300=0.00 total=0\n",
                                            total);
    assert_true(g_file_set_contents(path, text, -1, NULL));
}

static void pressure_is_the_share_of_the_time_since_the_last_look(void **state)
{
    (void)state;
    g_autofree char *path = NULL;
    int fd = g_file_open_tmp("pressure-XXXXXX", &path, NULL);
    assert_true(fd >= 0);
    struct pressure p = {.file = path};

    write_total(path, 1000);
    assert_true(pressure_look(&p, 50000) == 0);
    write_total(path, 1750);
    assert_true(pressure_look(&p, 51000) == 0.75);
    assert_true(pressure_look(&p, 52000) == 0);
    write_total(path, 9000);
    assert_true(pressure_look(&p, 53000) == 1);
    g_unlink(path);
    g_close(fd, NULL);
}

static void a_kernel_that_does_not_tell_is_without_pressure(void **state)
{
    (void)state;
    struct pressure p = {.file = "/nowhere/cpu"};

    assert_true(pressure_look(&p, 1000) == 0);
    assert_true(pressure_look(&p, 2000) == 0);
}

static void work_that_can_wait_rests_only_while_processors_are_short_and_five_seconds_at_most(void **state)
{
    (void)state;
    assert_int_equal(pressure_rest_us(0.5, 100000, INT64_MAX), 0);
    assert_int_equal(pressure_rest_us(0.6, 100000, INT64_MAX), 900000);
    assert_int_equal(pressure_rest_us(1, 900000, INT64_MAX), 5000000);
}

static void work_that_has_waited_long_enough_rests_no_more(void **state)
{
    (void)state;
    assert_int_equal(pressure_rest_us(1, 900000, 200000), 200000);
    assert_int_equal(pressure_rest_us(1, 900000, 0), 0);
    assert_int_equal(pressure_rest_us(1, 900000, -1), 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        T(pressure_is_the_share_of_the_time_since_the_last_look),
        T(a_kernel_that_does_not_tell_is_without_pressure),
        T(work_that_can_wait_rests_only_while_processors_are_short_and_five_seconds_at_most),
        T(work_that_has_waited_long_enough_rests_no_more),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
