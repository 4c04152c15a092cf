#include "fixture.h"
#include "rules/stage_period.h"

static struct stage_due due_of(const struct stage_plan *plan)
{
    struct stage_due due;
    assert_int_equal(stage_due_compute(plan, &due), ST_OK);
    return due;
}

static void a_stage_is_due_by_its_own_plan_where_time_allows(void **state)
{
    struct fixture *f = *state;
    const struct {
        struct period period;
        const char *entered, *due;
    } cases[] = {
        {{4, UNIT_H_WORK}, "2026-04-03T16:00:00+03:00", "2026-04-06T11:00:00+03:00"},
        {{15, UNIT_MIN}, "2026-04-03T16:00:00+03:00", "2026-04-03T16:15:00+03:00"},
        {{1, UNIT_WORK_DAY}, "2026-04-03T16:00:00+03:00", "2026-04-06T18:00:00+03:00"},
        {{3, UNIT_CAL_DAY}, "2026-04-03T16:00:00+03:00", "2026-04-06T18:00:00+03:00"},
        {{1, UNIT_WORK_DAY}, "2026-04-29T16:00:00+03:00", "2026-04-30T17:00:00+03:00"},
    };
    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        struct stage_plan plan = {cases[i].period, at(cases[i].entered), NULL, 0, 0, &f->moscow_place};
        struct stage_due due = due_of(&plan);
        assert_instant(due.due_at, cases[i].due);
        assert_false(due.capped);
    }
}

static void later_stages_keep_their_time_before_the_legal_date(void **state)
{
    struct fixture *f = *state;
    struct period later[] = {{2, UNIT_WORK_DAY}, {4, UNIT_H_WORK}};
    struct stage_plan plan = {
        {5, UNIT_WORK_DAY}, at("2026-04-06T10:00:00+03:00"), later, 2, at("2026-04-10T23:59:59+03:00"),
        &f->moscow_place};
    struct stage_due due = due_of(&plan);
    /* 10 April less four office hours is 14:00 of that day, less two working days the closing of 8 April. */
    assert_instant(due.due_at, "2026-04-08T18:00:00+03:00");
    assert_true(due.capped);
    assert_false(due.negative_reserve);
    assert_instant(due.plan_at, "2026-04-13T18:00:00+03:00");
}

static void a_plan_that_does_not_fit_is_flagged_and_limited_by_the_legal_date(void **state)
{
    struct fixture *f = *state;
    struct period later[] = {{9, UNIT_WORK_DAY}};
    struct stage_plan plan = {
        {5, UNIT_WORK_DAY}, at("2026-04-06T10:00:00+03:00"), later, 1, at("2026-04-10T23:59:59+03:00"),
        &f->moscow_place};
    struct stage_due due = due_of(&plan);
    assert_true(due.negative_reserve);
    assert_instant(due.due_at, "2026-04-10T23:59:59+03:00");
    plan.legal_due_at = at("2026-04-01T23:59:59+03:00");
    due = due_of(&plan);
    assert_true(due.negative_reserve);
    assert_int_equal(due.due_at, due.plan_at);
}

static void a_stage_never_ends_after_plan_or_cap(void **state)
{
    struct fixture *f = *state;
    GRand *rand = g_rand_new_with_seed(5);
    for (int i = 0; i < 1000; i++) {
        static const enum rule_unit units[] = {UNIT_MIN, UNIT_H_WORK, UNIT_WORK_DAY, UNIT_CAL_DAY, UNIT_H_24X7};
        struct period later[3];
        for (int j = 0; j < 3; j++)
            later[j] = (struct period){g_rand_int_range(rand, 1, 5), units[g_rand_int_range(rand, 0, 5)]};
        instant entered = at("2026-03-02T05:00:00Z") + g_rand_int_range(rand, 0, 300000) * 60 * USEC_PER_SEC;
        struct stage_plan plan = {{g_rand_int_range(rand, 1, 9), units[i % 5]},
                                  entered,
                                  later,
                                  3,
                                  entered + g_rand_int_range(rand, 1, 40) * 86400 * USEC_PER_SEC,
                                  &f->saratov_place};
        struct stage_due due = due_of(&plan);
        assert_true(due.due_at > entered && due.due_at <= due.plan_at && due.due_at <= plan.legal_due_at);
    }
    g_rand_free(rand);
}

static void a_returned_stage_gets_half_its_plan_and_at_least_four_hours(void **state)
{
    (void)state;
    assert_int_equal(stage_period_returned((struct period){4, UNIT_WORK_DAY}).n, 960);
    assert_int_equal(stage_period_returned((struct period){1, UNIT_WORK_DAY}).n, 240);
    assert_int_equal(stage_period_returned((struct period){15, UNIT_MIN}).n, 240);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_stage_is_due_by_its_own_plan_where_time_allows),
        cmocka_unit_test(later_stages_keep_their_time_before_the_legal_date),
        cmocka_unit_test(a_plan_that_does_not_fit_is_flagged_and_limited_by_the_legal_date),
        cmocka_unit_test(a_stage_never_ends_after_plan_or_cap),
        cmocka_unit_test(a_returned_stage_gets_half_its_plan_and_at_least_four_hours),
    };
    return cmocka_run_group_tests(tests, fixture_setup, fixture_teardown);
}
