#include "fixture.h"
#include "rules/warnings.h"

static void a_rule_warns_before_and_escalates_after(void **state)
{
    struct fixture *f = *state;
    struct period warn[] = {{10, UNIT_CAL_DAY}, {3, UNIT_WORK_DAY}, {0, UNIT_CAL_DAY}};
    struct rule rule = rule_of(30, UNIT_CAL_DAY, END_BACKWARD);
    rule.warn = warn;
    rule.warn_count = 3;
    struct warnings out;
    warnings_of_rule(&rule, &f->moscow_place, at("2026-04-03T10:00:00+03:00"), at("2026-04-30T23:59:59+03:00"), &out);
    static const struct {
        const char *threshold, *at;
        int level;
    } wanted[] = {
        {"10cd", "2026-04-20T09:00:00+03:00", 0}, {"3wd", "2026-04-27T09:00:00+03:00", 0},
        {"0cd", "2026-04-30T09:00:00+03:00", 0},  {"due", "2026-04-30T23:59:59+03:00", 0},
        {"L1", "2026-04-30T23:59:59+03:00", 1},   {"L2", "2026-05-04T23:59:59+03:00", 2},
        {"L3", "2026-05-06T23:59:59+03:00", 3},
    };
    assert_int_equal(out.count, G_N_ELEMENTS(wanted));
    for (size_t i = 0; i < out.count; i++) {
        assert_string_equal(out.list[i].threshold, wanted[i].threshold);
        assert_instant(out.list[i].at, wanted[i].at);
        assert_int_equal(out.list[i].level, wanted[i].level);
    }
}

static void nobody_is_warned_of_the_past(void **state)
{
    struct fixture *f = *state;
    struct period warn[] = {{10, UNIT_CAL_DAY}, {30, UNIT_MIN}};
    struct rule rule = rule_of(2, UNIT_H_24X7, END_NONE);
    rule.warn = warn;
    rule.warn_count = 2;
    struct warnings out;
    warnings_of_rule(&rule, &f->moscow_place, at("2026-04-03T10:00:00+03:00"), at("2026-04-03T12:00:00+03:00"), &out);
    assert_int_equal(out.count, 5);
    assert_string_equal(out.list[0].threshold, "30min");
    assert_instant(out.list[0].at, "2026-04-03T11:30:00+03:00");
}

static void a_warning_on_a_day_off_comes_on_the_working_day_before(void **state)
{
    struct fixture *f = *state;
    struct period warn[] = {{5, UNIT_CAL_DAY}};
    struct rule rule = rule_of(10, UNIT_CAL_DAY, END_BACKWARD);
    rule.warn = warn;
    rule.warn_count = 1;
    struct warnings out;
    warnings_of_rule(&rule, &f->moscow_place, at("2026-04-20T10:00:00+03:00"), at("2026-05-08T23:59:59+03:00"), &out);
    assert_instant(out.list[0].at, "2026-04-30T09:00:00+03:00");
}

static void a_stage_warns_at_half_and_at_a_fifth_of_its_time(void **state)
{
    struct fixture *f = *state;
    struct warnings out;
    warnings_of_stage(&f->moscow_place, at("2026-04-06T09:00:00+03:00"), at("2026-04-06T09:00:00+03:00"),
                      at("2026-04-07T18:00:00+03:00"), &out);
    assert_int_equal(out.count, 6);
    assert_instant(out.list[0].at, "2026-04-07T09:00:00+03:00");
    assert_string_equal(out.list[0].threshold, "50%");
    assert_instant(out.list[1].at, "2026-04-07T14:48:00+03:00");
    assert_string_equal(out.list[1].threshold, "20%");
}

static void a_short_stage_warns_once_an_hour_before(void **state)
{
    struct fixture *f = *state;
    struct warnings out;
    warnings_of_stage(&f->moscow_place, at("2026-04-06T10:00:00+03:00"), at("2026-04-06T10:00:00+03:00"),
                      at("2026-04-06T11:30:00+03:00"), &out);
    assert_int_equal(out.count, 5);
    assert_instant(out.list[0].at, "2026-04-06T10:30:00+03:00");
    warnings_of_stage(&f->moscow_place, at("2026-04-06T10:00:00+03:00"), at("2026-04-06T10:00:00+03:00"),
                      at("2026-04-06T10:15:00+03:00"), &out);
    assert_int_equal(out.count, 4);
    assert_string_equal(out.list[0].threshold, "due");
}

static void a_stage_heard_of_late_keeps_its_times(void **state)
{
    struct fixture *f = *state;
    struct warnings out;
    instant entered = at("2026-04-06T09:00:00+03:00");
    warnings_of_stage(&f->moscow_place, entered, at("2026-04-07T10:00:00+03:00"), at("2026-04-07T18:00:00+03:00"),
                      &out);
    assert_string_equal(out.list[0].threshold, "20%");
    assert_instant(out.list[0].at, "2026-04-07T14:48:00+03:00");
}

static void each_level_has_its_role(void **state)
{
    (void)state;
    assert_string_equal(warnings_role(1), "HEAD");
    assert_string_equal(warnings_role(2), "BRANCH_HEAD");
    assert_string_equal(warnings_role(3), "HQ");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_rule_warns_before_and_escalates_after),
        cmocka_unit_test(nobody_is_warned_of_the_past),
        cmocka_unit_test(a_warning_on_a_day_off_comes_on_the_working_day_before),
        cmocka_unit_test(a_stage_warns_at_half_and_at_a_fifth_of_its_time),
        cmocka_unit_test(a_short_stage_warns_once_an_hour_before),
        cmocka_unit_test(a_stage_heard_of_late_keeps_its_times),
        cmocka_unit_test(each_level_has_its_role),
    };
    return cmocka_run_group_tests(tests, fixture_setup, fixture_teardown);
}
