#include "fixture.h"
#include "rules/explain.h"

static void sentences_say_how_the_date_was_found(void **state)
{
    struct fixture *f = *state;
    const struct {
        const struct place *place;
        const char *start;
        int n;
        enum rule_unit unit;
        bool control;
        const char *ru, *en;
    } cases[] = {
        {&f->moscow_place, "2026-04-03", 30, UNIT_CAL_DAY, false, "30 к.д. с 03.04.2026, перенос с 03.05 (вс) на 04.05",
         "30 calendar days from 3 Apr 2026, moved from 3 May (Sun) to 4 May"},
        {&f->moscow_place, "2026-04-03", 30, UNIT_CAL_DAY, true, "30 к.д. с 03.04.2026, перенос с 03.05 (вс) на 30.04",
         "30 calendar days from 3 Apr 2026, moved from 3 May (Sun) to 30 Apr"},
        {&f->moscow_place, "2026-12-04", 30, UNIT_CAL_DAY, false,
         "30 к.д. с 04.12.2026, перенос с 03.01.2027 (вс) на 11.01.2027",
         "30 calendar days from 4 Dec 2026, moved from 3 Jan 2027 (Sun) to 11 Jan 2027"},
        {&f->moscow_place, "2026-05-01", 10, UNIT_CAL_DAY, false,
         "10 к.д. с 01.05.2026, перенос с 11.05 (пн, нерабочий) на 12.05",
         "10 calendar days from 1 May 2026, moved from 11 May (Mon, a day off) to 12 May"},
        {&f->moscow_place, "2026-04-30", 3, UNIT_WORK_DAY, false, "3 р.д. с 30.04.2026, до 06.05",
         "3 working days from 30 Apr 2026, until 6 May"},
        {&f->moscow_place, "2026-04-06", 1, UNIT_WORK_DAY, false, "1 р.д. с 06.04.2026, до 07.04",
         "1 working day from 6 Apr 2026, until 7 Apr"},
        {&f->moscow_place, "2026-08-31", 6, UNIT_MONTH, false,
         "6 мес. с 31.08.2026, перенос с 28.02.2027 (вс) на 01.03.2027",
         "6 months from 31 Aug 2026, moved from 28 Feb 2027 (Sun) to 1 Mar 2027"},
        {&f->moscow_place, "2026-04-03T21:00:00Z", 2, UNIT_H_24X7, false, "2 ч с 04.04.2026 00:00, до 04.04 02:00",
         "2 hours from 4 Apr 2026 00:00, until 4 Apr 02:00"},
        {&f->moscow_place, "2026-04-03T16:00:00+03:00", 4, UNIT_H_WORK, false,
         "4 раб. ч с 03.04.2026 16:00, до 06.04 11:00", "4 office hours from 3 Apr 2026 16:00, until 6 Apr 11:00"},
        {&f->moscow_place, "2026-04-03", 5, UNIT_DAY_OF_NEXT_MONTH, false,
         "5-е число следующего месяца с 03.04.2026, до 05.05", "day 5 of the next month from 3 Apr 2026, until 5 May"},
        {&f->moscow_place, "2027-12-10", 30, UNIT_CAL_DAY, false,
         "30 к.д. с 10.12.2027, перенос с 09.01.2028 (вс) на 10.01.2028, предварительно: производственный календарь "
         "ещё не "
         "опубликован",
         "30 calendar days from 10 Dec 2027, moved from 9 Jan 2028 (Sun) to 10 Jan 2028, provisional: the working-day "
         "calendar is not published yet"},
    };
    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        struct rule rule = rule_of(cases[i].n, cases[i].unit, END_BACKWARD);
        struct deadline made = compute(&rule, cases[i].place, cases[i].start);
        g_autofree char *ru = explain_deadline(&made, cases[i].control, "ru");
        g_autofree char *en = explain_deadline(&made, cases[i].control, "en");
        assert_string_equal(ru, cases[i].ru);
        assert_string_equal(en, cases[i].en);
    }
}

static void a_regional_calendar_is_named(void **state)
{
    struct fixture *f = *state;
    struct rule rule = rule_of(5, UNIT_WORK_DAY, END_NONE);
    rule.calendar = CALENDAR_BRANCH;
    struct deadline made = compute(&rule, &f->saratov_place, "2026-04-16");
    g_autofree char *ru = explain_deadline(&made, false, "ru");
    assert_string_equal(ru, "5 р.д. с 16.04.2026 по календарю «Саратовская область», до 24.04");
}

static void a_choice_names_both_rules(void **state)
{
    struct fixture *f = *state;
    struct rule d02 = rule_of(30, UNIT_CAL_DAY, END_BACKWARD), target = rule_of(10, UNIT_WORK_DAY, END_NONE);
    d02.code = "D02";
    target.code = "D02-T10";
    target.kind = RULE_COMPANY;
    struct deadline all[] = {compute(&d02, &f->moscow_place, "2026-04-03"),
                             compute(&target, &f->moscow_place, "2026-04-03")};
    struct deadline_choice choice;
    assert_int_equal(deadline_choose(all, 2, &choice), ST_OK);
    g_autofree char *ru = explain_choice(&choice, "ru");
    assert_string_equal(ru, "D02: 30 к.д. с 03.04.2026, перенос с 03.05 (вс) на 04.05; контроль по D02-T10: 10 р.д. с "
                            "03.04.2026, до 17.04");
}

static void a_pause_and_a_given_date_are_said(void **state)
{
    struct fixture *f = *state;
    struct rule rule = rule_of(10, UNIT_WORK_DAY, END_NONE);
    rule.pausable = true;
    struct pause pause = {at("2026-04-20T10:00:00+03:00"), at("2026-04-24T10:00:00+03:00")};
    struct deadline_input input = {
        &rule, at("2026-04-16T10:00:00+03:00"), CIVIL_NONE, CIVIL_NONE, &f->moscow_place, &pause, 1};
    struct deadline made;
    assert_int_equal(deadline_compute(&input, &made), ST_OK);
    g_autofree char *paused = explain_deadline(&made, false, "ru");
    assert_string_equal(paused, "10 р.д. с 16.04.2026, пауза 4 р.д., до 07.05");
    rule = rule_of(30, UNIT_FIXED_DATE_FIELD, END_BACKWARD);
    input.field_day = day_of("2026-04-19");
    assert_int_equal(deadline_compute(&input, &made), ST_OK);
    g_autofree char *given = explain_deadline(&made, true, "ru");
    assert_string_equal(given, "дата из обращения: 19.04.2026, перенос с 19.04 (вс) на 17.04");
}

static void a_stage_that_is_cut_says_why(void **state)
{
    struct fixture *f = *state;
    struct period later[] = {{1, UNIT_WORK_DAY}};
    struct stage_plan plan = {
        {4, UNIT_WORK_DAY}, at("2026-04-06T10:00:00+03:00"), later, 1, at("2026-04-09T23:59:59+03:00"),
        &f->moscow_place};
    struct stage_due due;
    assert_int_equal(stage_due_compute(&plan, &due), ST_OK);
    g_autofree char *ru = explain_stage(&plan, &due, "ru");
    assert_string_equal(ru,
                        "этап: 4 р.д. с 06.04.2026 10:00, до 08.04 18:00; сокращён: следующим этапам нужно время до "
                        "срока ответа");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(sentences_say_how_the_date_was_found),
        cmocka_unit_test(a_regional_calendar_is_named),
        cmocka_unit_test(a_choice_names_both_rules),
        cmocka_unit_test(a_pause_and_a_given_date_are_said),
        cmocka_unit_test(a_stage_that_is_cut_says_why),
    };
    return cmocka_run_group_tests(tests, fixture_setup, fixture_teardown);
}
