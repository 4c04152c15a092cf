/* The pure rules of routing: bindings, periods of returned work, templates, automatic stages. */
#include "answer.h"
#include "automatic.h"
#include "binding.h"
#include "route.h"
#include "unit.h"

#include <glib.h>

static struct case_file heat_case(void)
{
    return (struct case_file){.branch = "SVE", .type_code = "ODN-E-001", .service = "H", .client_kind = "FL"};
}

static void the_most_specific_binding_wins(void **state)
{
    (void)state;
    const struct case_file c = heat_case();
    const struct binding any = {0}, kind = {.client_kind = "FL"}, service = {.service = "H"},
                         type = {.type_code = "ODN-E-001"};
    const struct binding type_and_kind = {.type_code = "ODN-E-001", .client_kind = "FL"};
    const struct binding *const from_weak_to_strong[] = {&any, &kind, &service, &type, &type_and_kind};

    for (size_t i = 1; i < G_N_ELEMENTS(from_weak_to_strong); i++)
        assert_true(binding_weight(from_weak_to_strong[i], &c) > binding_weight(from_weak_to_strong[i - 1], &c));
}

static void a_binding_that_names_another_value_does_not_fit(void **state)
{
    (void)state;
    const struct case_file c = heat_case();

    assert_int_equal(binding_weight(&(struct binding){.service = "E"}, &c), -1);
    assert_int_equal(binding_weight(&(struct binding){.type_code = "ODN-E-001", .client_kind = "UL"}, &c), -1);
}

static void returned_work_has_half_the_plan_and_at_least_four_hours(void **state)
{
    (void)state;
    static const struct {
        int64_t n;
        const char *unit;
        int64_t hours;
    } cases[] = {{3, "wd", 12}, {1, "wd", 4}, {5, "wd", 20}, {4, "h", 4}, {22, "h", 11}, {15, "min", 4}};

    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        const char *unit;
        int64_t n;
        route_return_period(cases[i].n, cases[i].unit, &n, &unit);
        assert_int_equal(n, cases[i].hours);
        assert_string_equal(unit, "h");
    }
}

static void a_template_is_filled_and_unknown_names_become_blanks(void **state)
{
    (void)state;
    static const struct {
        const char *text, *filled;
    } cases[] = {{"№ {{number}} от {{ date }}", "№ SVE-1 от 20.11.2026"},
                 {"{{applicant.name}}, {{nobody}}!", "Иванова М. П., ____!"},
                 {"{{fields.per}}: {{fields.sum}} руб., {{fields.rn}}", "01.09.2026–31.10.2026: 120,5 руб., 2"},
                 {"{{fields.half}}, {{fields}}, {{fields.day}}", "01.09.2026–____, ____, 2026-9-1"},
                 {"{{number", "{{number"},
                 {"", ""},
                 {"{{}}x", "____x"}};
    json_t *values =
        json_pack("{s:s, s:s, s:{s:s}, s:{s:{s:s, s:s}, s:f, s:i, s:{s:s}, s:s}}", "number", "SVE-1", "date",
                  "20.11.2026", "applicant", "name", "Иванова М. П.", "fields", "per", "from", "2026-09-01", "to",
                  "2026-10-31", "sum", 120.5, "rn", 2, "half", "from", "2026-09-01", "day", "2026-9-1");

    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        g_autofree char *filled = answer_fill(cases[i].text, values);
        assert_string_equal(filled, cases[i].filled);
    }
    json_decref(values);
}

static const char *readings(const char *client, const char *json)
{
    json_t *fields = json_loads(json, 0, NULL);
    const char *result =
        automatic_result(&(struct case_file){.client_id = (char *)client, .fields = fields}, "accept_readings");

    json_decref(fields);
    return result;
}

static void readings_are_taken_only_when_nothing_is_doubtful(void **state)
{
    (void)state;
    assert_string_equal(readings("someone", "{\"rd\": [{\"zone\": \"T1\", \"value\": 10}]}"), "granted");
    assert_string_equal(readings(NULL, "{\"rd\": [{\"zone\": \"T1\", \"value\": 10}]}"), "manual");
    assert_string_equal(readings("someone", "{\"rd\": [{\"zone\": \"T1\", \"value\": -1}]}"), "manual");
    assert_string_equal(readings("someone", "{\"rd\": [{\"zone\": \"T1\", \"value\": \"10\"}]}"), "manual");
    assert_string_equal(readings("someone", "{\"rd\": []}"), "manual");
}

static void an_unknown_automatic_leaves_the_work_to_people(void **state)
{
    (void)state;
    assert_string_equal(automatic_result(&(struct case_file){0}, "no_such_thing"), "manual");
}

RUN_TESTS(T(the_most_specific_binding_wins), T(a_binding_that_names_another_value_does_not_fit),
          T(returned_work_has_half_the_plan_and_at_least_four_hours),
          T(a_template_is_filled_and_unknown_names_become_blanks), T(readings_are_taken_only_when_nothing_is_doubtful),
          T(an_unknown_automatic_leaves_the_work_to_people))
