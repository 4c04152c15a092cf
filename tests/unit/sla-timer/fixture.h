/* Calendars, places and rules for the tests of the deadline arithmetic. */
#ifndef TEST_SLA_FIXTURE_H
#define TEST_SLA_FIXTURE_H

#include "rules/calendar_json.h"
#include "rules/deadline.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

static const char federal_json[] =
    "{'code':'RU','ru':'Россия','en':'Russia',"
    "'yearly_off':['01-01','01-02','01-03','01-04','01-05','01-06','01-07','01-08','02-23','03-08','05-01','05-09',"
    "'06-12','11-04'],'years':{"
    "'2025':{'act':'1335','off':['05-02','05-08','06-13','11-03','12-31'],'work':['11-01'],"
    "'short':['03-07','04-30','06-11','11-01']},"
    "'2026':{'act':'1466','off':['01-09','03-09','05-11','12-31'],'short':['04-30','05-08','06-11','11-03']},"
    "'2027':{'act':'2027','off':['02-22','05-03','05-10','06-14','11-05','12-31'],'work':['02-20'],"
    "'short':['02-20','04-30','06-11','11-03']}}}";

struct fixture {
    struct calendar *federal, *saratov, *chuvashia;
    GTimeZone *moscow, *saratov_zone, *perm;
    struct place moscow_place, saratov_place, chuvashia_place, perm_place;
};

__attribute__((unused)) static json_t *fixture_json(const char *text)
{
    g_autofree char *quoted = g_strdup(text);
    for (char *p = quoted; *p; p++)
        *p = *p == '\'' ? '"' : *p;
    json_t *json = json_loads(quoted, 0, NULL);
    assert_non_null(json);
    return json;
}

__attribute__((unused)) static struct calendar *fixture_calendar(const char *text, const struct calendar *base)
{
    json_t *json = fixture_json(text);
    struct calendar *calendar = calendar_from_json(json, base, "", NULL);
    json_decref(json);
    assert_non_null(calendar);
    return calendar;
}

__attribute__((unused)) static int fixture_setup(void **state)
{
    struct fixture *f = g_new0(struct fixture, 1);
    f->federal = fixture_calendar(federal_json, NULL);
    f->saratov = fixture_calendar("{'code':'RU-SAR','ru':'Саратовская область','en':'Saratov region',"
                                  "'years':{'2026':{'act':'26-ЗСО','off':['04-21']}}}",
                                  f->federal);
    f->chuvashia =
        fixture_calendar("{'code':'RU-CU','ru':'Чувашия','en':'Chuvashia','yearly_off':['06-24']}", f->federal);
    f->moscow = g_time_zone_new_identifier("Europe/Moscow");
    f->saratov_zone = g_time_zone_new_identifier("Europe/Saratov");
    f->perm = g_time_zone_new_identifier("Asia/Yekaterinburg");
    assert_non_null(f->moscow);
    assert_non_null(f->saratov_zone);
    assert_non_null(f->perm);
    const struct office_hours *hours = office_hours_default();
    f->moscow_place = (struct place){f->federal, hours, f->moscow};
    f->saratov_place = (struct place){f->saratov, hours, f->saratov_zone};
    f->chuvashia_place = (struct place){f->chuvashia, hours, f->moscow};
    f->perm_place = (struct place){f->federal, hours, f->perm};
    *state = f;
    return 0;
}

__attribute__((unused)) static int fixture_teardown(void **state)
{
    struct fixture *f = *state;
    calendar_free(f->federal);
    calendar_free(f->saratov);
    calendar_free(f->chuvashia);
    g_time_zone_unref(f->moscow);
    g_time_zone_unref(f->saratov_zone);
    g_time_zone_unref(f->perm);
    g_free(f);
    return 0;
}

__attribute__((unused)) static civil_day day_of(const char *text)
{
    civil_day day = CIVIL_NONE;
    assert_int_equal(civil_parse(text, &day), ST_OK);
    return day;
}

__attribute__((unused)) static instant at(const char *text)
{
    instant value = 0;
    assert_int_equal(instant_parse(text, &value), ST_OK);
    return value;
}

#define assert_day(day, text)                                                                                          \
    do {                                                                                                               \
        char shown[CIVIL_TEXT_SIZE];                                                                                   \
        assert_string_equal(civil_format(day, shown), text);                                                           \
    } while (0)

#define assert_instant(value, text)                                                                                    \
    do {                                                                                                               \
        char shown_at[INSTANT_TEXT_SIZE], wanted_at[INSTANT_TEXT_SIZE];                                                \
        assert_string_equal(instant_format(value, shown_at), instant_format(at(text), wanted_at));                     \
    } while (0)

/* A legal answer rule of `n` units from registration, next day. */
__attribute__((unused)) static struct rule rule_of(int n, enum rule_unit unit, enum rule_end end)
{
    return (struct rule){.code = "D01",
                         .kind = RULE_LEGAL,
                         .start = START_REGISTERED,
                         .start_shift = SHIFT_NEXT_DAY,
                         .period = {n, unit},
                         .end_shift = end,
                         .valid_from = 0,
                         .valid_to = CIVIL_NONE};
}

__attribute__((unused)) static struct deadline compute(const struct rule *rule, const struct place *place,
                                                       const char *start)
{
    struct deadline out = {0};
    struct deadline_input input = {.rule = rule, .start_day = CIVIL_NONE, .field_day = CIVIL_NONE, .place = place};
    if (strlen(start) == 10) {
        input.start_day = day_of(start);
        input.start_at = civil_instant(input.start_day, 12 * 3600, place->zone);
    } else {
        input.start_at = at(start);
    }
    assert_int_equal(deadline_compute(&input, &out), ST_OK);
    return out;
}

#endif
