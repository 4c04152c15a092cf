#include "expr.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>
#include <glib.h>

static const char variables_text[] =
    "{\"client_kind\":\"FL\",\"channel\":\"LK\",\"applicant\":\"Иванов\",\"holder\":\"Петров\",\"nothing\":null,"
    "\"received_on\":\"2026-11-20\",\"today\":\"2026-11-20\",\"birth\":\"2008-11-20\",\"born_later\":\"2008-11-21\","
    "\"abs\":{\"from\":\"2026-10-10\",\"to\":\"2026-11-01\"},\"open\":{\"from\":\"2026-10-10\"},"
    "\"bad\":{\"from\":\"tomorrow\",\"to\":1},\"amt\":1234.56,\"rn\":3,\"yes\":true,\"no\":false,\"empty\":\"\","
    "\"list\":[\"a\",\"b\",null],\"numbers\":[1,2.5,3],\"none\":[],\"huge\":9007199254740993,"
    "\"big\":1e300,\"edge\":900000000000000,\"text_date\":\"2026-02-30\",\"deep\":{\"a\":{\"b\":{\"c\":7}}}}";

/* "true", "false", another value as JSON, or "!reason at position". */
static char *outcome(const char *text)
{
    struct expr_error error = {0};
    struct expr *expr = expr_compile(text, &error);
    if (!expr)
        return g_strdup_printf("!%s at %zu", error.reason, error.position);
    json_t *variables = json_loads(variables_text, 0, NULL), *value = NULL;
    char *result = NULL;
    if (expr_value(expr, variables, &value, &error) == ST_OK)
        result = json_dumps(value, JSON_ENCODE_ANY | JSON_REAL_PRECISION(12));
    else
        result = g_strdup_printf("!%s at %zu", error.reason, error.position);
    json_decref(value);
    json_decref(variables);
    expr_free(expr);
    return result;
}

struct example {
    const char *text, *outcome;
};

static void check(const struct example *examples, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        char *found = outcome(examples[i].text);
        if (strcmp(found, examples[i].outcome) != 0)
            fail_msg("%s: %s, not %s", examples[i].text, found, examples[i].outcome);
        free(found);
    }
}

#define CHECK(...)                                                                                                     \
    check((const struct example[]){__VA_ARGS__}, sizeof((const struct example[]){__VA_ARGS__}) / sizeof(struct example))

static void the_catalogue_s_conditions_hold_as_written(void **state)
{
    (void)state;
    CHECK({"days(abs) > 5 && received_on <= abs.to + 30d", "true"},
          {"days(abs) > 5 && received_on <= abs.to + 10d", "false"}, {"applicant != holder", "true"},
          {"client_kind == \"FL\" && channel in [\"LK\",\"SITE\"]", "true"}, {"present(rd)", "false"},
          {"age(birth) >= 18", "true"}, {"age(born_later) >= 18", "false"}, {"age(born_later, '2026-11-21')", "18"},
          {"channel in []", "false"}, {"rn in [1, 2, 3]", "true"}, {"rn in numbers", "true"}, {"'c' in list", "false"},
          {"'b' in list", "true"});
}

static void arithmetic_is_exact_in_four_decimals(void **state)
{
    (void)state;
    CHECK({"1 + 2 * 3", "7"}, {"(1 + 2) * 3", "9"}, {"10 - 4 - 3", "3"}, {"2 * amt", "2469.12"},
          {"0.1 + 0.2 == 0.3", "true"}, {"7 / 2", "3.5"}, {"1 / 3", "0.3333"}, {"2 / 3", "0.6667"},
          {"-2 / 3", "-0.6667"}, {"2 / -3", "-0.6667"}, {"0.0001 * 0.5", "0.0001"}, {"-rn", "-3"}, {"--rn", "3"},
          {"- -1.5 + 1", "2.5"}, {"rn * 1.5 >= 4.5", "true"});
}

static void dates_count_in_days(void **state)
{
    (void)state;
    CHECK({"abs.to + 30d", "\"2026-12-01\""}, {"30d + abs.to", "\"2026-12-01\""}, {"abs.to - 1d", "\"2026-10-31\""},
          {"abs.to - abs.from", "22"}, {"days(abs)", "23"}, {"days(abs.to - abs.from)", "22"},
          {"abs.to - abs.from > 20", "true"}, {"abs.to - abs.from > 20d", "true"}, {"10d + 5d == 15", "true"},
          {"date('2024-02-29') + 366d", "\"2025-03-01\""}, {"received_on == date('2026-11-20')", "true"},
          {"received_on == '2026-11-20'", "true"}, {"received_on > '2026-11-03'", "true"});
}

static void null_makes_comparisons_false_and_results_null(void **state)
{
    (void)state;
    CHECK({"nothing == nothing", "false"}, {"nothing != 1", "false"}, {"nothing < 1", "false"}, {"missing.a.b", "null"},
          {"missing.a > 1", "false"}, {"nothing + 1", "null"}, {"nothing * 2 > 1", "false"}, {"-nothing", "null"},
          {"!nothing", "true"}, {"nothing && yes", "false"}, {"nothing || yes", "true"}, {"days(open)", "null"},
          {"days(open) > 5", "false"}, {"len(nothing)", "null"}, {"age(nothing)", "null"}, {"nothing in list", "false"},
          {"'a' in nothing", "false"}, {"present(nothing)", "false"}, {"present(empty)", "false"},
          {"present(none)", "false"}, {"present(no)", "true"}, {"present(abs.from)", "true"},
          {"nothing in [nothing]", "false"});
}

static void and_or_stop_where_the_left_side_decides(void **state)
{
    (void)state;
    CHECK({"no && 1 / 0 > 1", "false"}, {"yes || 1 / 0 > 1", "true"}, {"yes && no || yes", "true"},
          {"yes || no && no", "true"}, {"!(yes && no)", "true"}, {"!no && yes", "true"}, {"!!yes", "true"});
}

static void lengths_are_in_characters_items_and_members(void **state)
{
    (void)state;
    CHECK({"len(applicant)", "6"}, {"len(list)", "3"}, {"len(abs)", "2"}, {"len(empty) == 0", "true"},
          {"len('Ж\\'\\\\')", "3"}, {"deep.a.b.c", "7"}, {"len(rn)", "!a number has no length at 0"});
}

static void what_cannot_be_computed_says_where_and_why(void **state)
{
    (void)state;
    CHECK({"client_kind > 5", "!a text does not compare with a number at 12"},
          {"client_kind > 'A'", "!a text does not compare with a text at 12"},
          {"yes && rn", "!a number is no condition at 7"}, {"!rn", "!a number is no condition at 1"},
          {"1 / 0", "!division by zero at 2"}, {"rn.a", "!a number has no members at 3"},
          {"text_date + 1d", "!a text and days: no \"+\" for them at 10"},
          {"received_on + 1", "!a date and a number: no \"+\" for them at 12"},
          {"received_on + received_on", "!a date and a date: no \"+\" for them at 12"},
          {"'a' + 'b'", "!a text and a text: no \"+\" for them at 4"}, {"edge * 2", "!the number is too large at 5"},
          {"edge + edge", "!the number is too large at 5"}, {"huge", "!the number is too large at 0"},
          {"big > 1", "!the number is too large at 0"}, {"received_on + 9000000d", "!the date is out of range at 12"},
          {"received_on + 9223372036854775807d", "!the number is too large at 12"},
          {"received_on - 900000d", "!the date is out of range at 12"},
          {"days(bad)", "!member \"from\" of the period is no date at 0"}, {"days(rn)", "!a number is no period at 0"},
          {"age('x')", "!there is no such date at 0"}, {"rn in rn", "!a number is no list at 3"},
          {"list == list", "!a list does not compare with a list at 5"},
          {"yes < no", "!a condition does not compare with a condition at 4"});
}

static void what_is_no_expression_is_refused_with_its_place(void **state)
{
    (void)state;
    CHECK({"", "!a value is missing at 0"}, {"a &&", "!a value is missing at 4"},
          {"a b", "!an operator is missing at 2"}, {"a == b == c", "!comparisons do not chain: use && at 7"},
          {"(a", "!the closing bracket is missing at 2"}, {"f(a)", "!there is no such function at 1"},
          {"len()", "!wrong number of arguments at 5"}, {"len(a, b)", "!wrong number of arguments at 9"},
          {"a = b", "!no such sign here at 2"}, {"a & b", "!no such sign here at 2"},
          {"'abc", "!the text has no end at 0"}, {"'abc\\", "!the text has no end at 0"},
          {"1.", "!a number has 1 to 4 decimals at 0"}, {"1.23456", "!a number has 1 to 4 decimals at 0"},
          {"99999999999999999999", "!the number is too large at 0"},
          {"922337203685478", "!the number is too large at 0"}, {"3x", "!a letter follows the number at 0"},
          {"3days", "!a letter follows the number at 0"}, {"a.", "!a member's name is missing at 2"},
          {"a in", "!a value is missing at 4"}, {"in", "!a value is missing at 0"},
          {"a in [1", "!a comma or the closing bracket is missing at 7"}, {"[1]", "!a value is missing at 0"},
          {"a \xD0", "!the expression is not UTF-8 at 0"}, {"null == 1; drop", "!no such sign here at 9"});
}

static char *repeated(const char *part, size_t times, const char *end)
{
    GString *text = g_string_new(NULL);
    for (size_t i = 0; i < times; i++)
        g_string_append(text, part);
    g_string_append(text, end);
    return g_string_free(text, FALSE);
}

static void hostile_text_is_refused_without_harm(void **state)
{
    (void)state;
    static const struct {
        const char *part, *end;
    } cases[] = {{"(", "1"},    {"!", "yes"},    {"-", "1"},       {"1+", "1"}, {"a.", "a"},
                 {"len(", "a"}, {"a in [", "1"}, {"yes&&", "yes"}, {"- ", "1"}, {"!(", "1"}};
    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++)
        for (size_t times = 190; times < 100000; times *= 8) {
            g_autofree char *text = repeated(cases[i].part, times, cases[i].end);
            struct expr_error error;
            struct expr *expr = expr_compile(text, &error);
            assert_true(times < 200 || !expr);
            expr_free(expr);
        }
}

static void a_list_too_long_ends_the_evaluation(void **state)
{
    (void)state;
    json_t *variables = json_pack("{s:[]}", "list");
    for (int i = 0; i < EXPR_STEPS_MAX; i++)
        json_array_append_new(json_object_get(variables, "list"), json_integer(i));
    struct expr *expr = expr_compile("-1 in list", NULL);
    struct expr_error error;
    bool holds;
    assert_int_equal(expr_test(expr, variables, &holds, &error), ST_INVALID);
    assert_string_equal(error.reason, "the expression takes too long");
    expr_free(expr);
    json_decref(variables);
}

static void long_texts_cost_their_length(void **state)
{
    (void)state;
    g_autofree char *text = repeated("x", 3000000, "");
    json_t *variables = json_pack("{s:s}", "t", text);
    struct expr *expr = expr_compile("t == t", NULL), *twice = expr_compile("t == t && len(t) > 1", NULL);
    bool holds = false;
    assert_int_equal(expr_test(expr, variables, &holds, NULL), ST_OK);
    assert_true(holds);
    assert_int_equal(expr_test(twice, variables, &holds, NULL), ST_INVALID);
    expr_free(expr);
    expr_free(twice);
    json_decref(variables);
}

static void its_variables_are_named_once(void **state)
{
    (void)state;
    struct expr *expr =
        expr_compile("days(abs) > 5 && x.abs in [y, abs] && age(birth) > 1 && age(birth, on) > 2", NULL);
    const char *const *names = expr_names(expr);
    g_autofree char *joined = g_strjoinv(" ", (char **)names);
    assert_string_equal(joined, "abs x y birth today on");
    expr_free(expr);
}

static void a_condition_must_be_true_false_or_null(void **state)
{
    (void)state;
    json_t *variables = json_loads(variables_text, 0, NULL);
    struct expr *number = expr_compile("rn + 1", NULL), *null = expr_compile("nothing", NULL);
    struct expr_error error;
    bool holds = true;
    assert_int_equal(expr_test(number, variables, &holds, &error), ST_INVALID);
    assert_string_equal(error.reason, "a number is no condition");
    assert_int_equal(expr_test(null, variables, &holds, &error), ST_OK);
    assert_false(holds);
    expr_free(number);
    expr_free(null);
    json_decref(variables);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_catalogue_s_conditions_hold_as_written),
        cmocka_unit_test(arithmetic_is_exact_in_four_decimals),
        cmocka_unit_test(dates_count_in_days),
        cmocka_unit_test(null_makes_comparisons_false_and_results_null),
        cmocka_unit_test(and_or_stop_where_the_left_side_decides),
        cmocka_unit_test(lengths_are_in_characters_items_and_members),
        cmocka_unit_test(what_cannot_be_computed_says_where_and_why),
        cmocka_unit_test(what_is_no_expression_is_refused_with_its_place),
        cmocka_unit_test(hostile_text_is_refused_without_harm),
        cmocka_unit_test(a_list_too_long_ends_the_evaluation),
        cmocka_unit_test(long_texts_cost_their_length),
        cmocka_unit_test(its_variables_are_named_once),
        cmocka_unit_test(a_condition_must_be_true_false_or_null),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
