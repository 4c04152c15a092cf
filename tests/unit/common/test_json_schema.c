#include "json_order.h"
#include "json_schema.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>
#include <glib.h>

static json_t *read_json(const char *text)
{
    json_t *json = json_loads(text, JSON_DECODE_ANY, NULL);
    assert_non_null(json);
    return json;
}

static char *reason_of(const char *text)
{
    json_t *doc = read_json(text);
    char *error = NULL;
    struct json_schema_options options = {.assert_formats = true, .name = "event.json"};
    struct json_schema *schema = json_schema_compile(doc, &options, &error);
    assert_null(schema);
    json_decref(doc);
    return error;
}

static void what_would_not_be_checked_is_refused_by_name_and_place(void **state)
{
    (void)state;
    static const struct {
        const char *schema, *reason;
    } cases[] = {
        {"{\"properties\":{\"a/b\":{\"typo\":1}}}", "event.json#/properties/a~1b: keyword \"typo\" is not supported"},
        {"{\"$vocabulary\":{}}", "event.json#: keyword \"$vocabulary\" is not supported"},
        {"{\"definitions\":{}}", "event.json#: keyword \"definitions\" is not supported"},
        {"{\"type\":\"text\"}", "event.json#/type: must be a type's name or a list of them"},
        {"{\"type\":[]}", "event.json#/type: must be a type's name or a list of them"},
        {"{\"minLength\":-1}", "event.json#/minLength: must be an integer from 0"},
        {"{\"multipleOf\":0}", "event.json#/multipleOf: must be a number above 0"},
        {"{\"required\":\"a\"}", "event.json#/required: must be a list of names"},
        {"{\"allOf\":[]}", "event.json#/allOf: must be a list of schemas"},
        {"{\"items\":[{}]}", "event.json#/items: must be a schema"},
        {"{\"format\":\"ipv4\"}", "event.json#/format: format \"ipv4\" cannot be checked"},
        {"{\"pattern\":\"(\"}", "event.json#/pattern: pattern \"(\" at 1: missing closing parenthesis"},
        {"{\"$ref\":\"other.json\"}", "event.json#: $ref \"other.json\" points at no schema"},
        {"{\"$ref\":\"#/properties/a\"}", "event.json#: $ref \"#/properties/a\" points at no schema"},
        {"{\"$ref\":\"#\"}", "event.json#: a reference leads back to itself"},
        {"{\"$defs\":{\"a\":{\"allOf\":[{\"$ref\":\"#/$defs/b\"}]},\"b\":{\"not\":{\"$ref\":\"#/$defs/a\"}}}}",
         "event.json#: a reference leads back to itself"},
        {"{\"$defs\":{\"a\":{\"$anchor\":\"x\"},\"b\":{\"$anchor\":\"x\"}}}",
         "event.json#/$defs/b/$anchor: anchor \"x\" stands twice"},
        {"{\"$schema\":\"http://json-schema.org/draft-07/schema#\"}",
         "event.json#/$schema: only https://json-schema.org/draft/2020-12/schema is supported"},
        {"[]", "event.json#: must be a schema"},
    };
    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        g_autofree char *reason = reason_of(cases[i].schema);
        assert_string_equal(reason, cases[i].reason);
    }
}

static void annotations_and_own_extensions_are_accepted(void **state)
{
    (void)state;
    json_t *doc = read_json("{\"title\":\"t\",\"description\":\"d\",\"default\":1,\"examples\":[1],\"deprecated\":true,"
                            "\"readOnly\":true,\"writeOnly\":false,\"$comment\":\"c\",\"x-personal\":true,"
                            "\"contentMediaType\":\"a/b\",\"contentEncoding\":\"base64\",\"contentSchema\":{}}");
    char *error = NULL;
    struct json_schema *schema = json_schema_compile(doc, NULL, &error);
    assert_non_null(schema);
    assert_true(json_schema_validate(schema, json_null(), NULL));
    json_schema_free(schema);
    json_decref(doc);
}

static char *faults_of(const char *schema_text, const char *instance_text)
{
    json_t *doc = read_json(schema_text), *instance = read_json(instance_text);
    char *error = NULL;
    struct json_schema_options options = {.assert_formats = true};
    struct json_schema *schema = json_schema_compile(doc, &options, &error);
    if (!schema)
        fail_msg("%s", error);
    GString *text = g_string_new(NULL);
    auto_faults faults;
    faults_init(&faults);
    bool fits = json_schema_validate(schema, instance, &faults);
    assert_int_equal(fits, faults.count == 0);
    for (size_t i = 0; i < faults.count; i++)
        g_string_append_printf(text, "%s%s %s", i ? "; " : "", faults.list[i].pointer, faults.list[i].code);
    json_schema_free(schema);
    json_decref(instance);
    json_decref(doc);
    return g_string_free(text, FALSE);
}

static void every_fault_is_named_by_its_place(void **state)
{
    (void)state;
    static const struct {
        const char *schema, *instance, *faults;
    } cases[] = {
        {"{\"required\":[\"a\",\"b\"],\"properties\":{\"c\":{\"type\":\"string\"}}}", "{\"c\":1}",
         "/c wrong_type; /a required; /b required"},
        {"{\"items\":{\"minimum\":1}}", "[1,0,2,-1]", "/1 below_minimum; /3 below_minimum"},
        {"{\"additionalProperties\":false}", "{\"x/y\":1}", "/x~1y unknown_member"},
        {"{\"properties\":{\"a\":{\"unevaluatedProperties\":false}}}", "{\"a\":{\"b\":1}}", "/a/b unknown_member"},
        {"{\"anyOf\":[{\"type\":\"string\"},{\"minimum\":5}]}", "1", " no_variant_fits"},
        {"{\"format\":\"date\"}", "\"2026-02-30\"", " bad_date"},
        {"{\"format\":\"uri\"}", "\"a b\"", " bad_format"},
        {"{\"pattern\":\"^[0-9]+$\"}", "\"12\\n\"", " wrong_form"},
        {"{\"properties\":{\"a\":false}}", "{\"a\":1}", "/a not_allowed"},
        {"{\"allOf\":[{\"required\":[\"a\"],\"properties\":{\"b\":true}}],\"unevaluatedProperties\":false}",
         "{\"b\":1}", "/a required"},
    };
    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        g_autofree char *faults = faults_of(cases[i].schema, cases[i].instance);
        assert_string_equal(faults, cases[i].faults);
    }
}

static void a_pattern_that_never_ends_is_stopped(void **state)
{
    (void)state;
    g_autofree char *faults =
        faults_of("{\"pattern\":\"^(a+)+$\"}", "\"aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaX\"");
    assert_string_equal(faults, " wrong_form;  too_complex");
}

static void an_exhausted_run_does_not_fit_even_under_not(void **state)
{
    (void)state;
    g_autofree char *faults = faults_of("{\"not\":{\"pattern\":\"^(a+)+$\"}}",
                                        "\"aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaX\"");
    assert_string_equal(faults, " too_complex");
}

static void a_tree_deeper_than_the_limit_does_not_fit(void **state)
{
    (void)state;
    g_autoptr(GString) deep = g_string_new(NULL);
    for (int i = 0; i < 1000; i++)
        g_string_append_c(deep, '[');
    for (int i = 0; i < 1000; i++)
        g_string_append_c(deep, ']');
    g_autofree char *faults = faults_of("{\"items\":{\"$ref\":\"#\"}}", deep->str);
    assert_string_equal(faults, " too_complex");
}

static void work_that_doubles_at_each_level_ends(void **state)
{
    (void)state;
    g_autoptr(GString) schema = g_string_new("{\"$defs\":{\"d0\":{\"type\":\"integer\"}");
    for (int i = 1; i <= 40; i++)
        g_string_append_printf(schema, ",\"d%d\":{\"allOf\":[{\"$ref\":\"#/$defs/d%d\"},{\"$ref\":\"#/$defs/d%d\"}]}",
                               i, i - 1, i - 1);
    g_string_append(schema, "},\"$ref\":\"#/$defs/d40\"}");
    g_autofree char *faults = faults_of(schema->str, "1");
    assert_string_equal(faults, " too_complex");
}

static void siblings_in_a_folder_refer_to_each_other(void **state)
{
    (void)state;
    g_autofree char *folder = g_dir_make_tmp("schema-XXXXXX", NULL);
    g_autofree char *one = g_build_filename(folder, "one.json", NULL),
                    *two = g_build_filename(folder, "two.json", NULL);
    const char *one_text = "{\"properties\":{\"id\":{\"$ref\":\"two.json#/$defs/id\"},\"one\":{\"$ref\":\"#\"}}}";
    const char *two_text = "{\"$defs\":{\"id\":{\"minLength\":2},\"back\":{\"items\":{\"$ref\":\"one.json\"}}}}";
    assert_true(g_file_set_contents(one, one_text, -1, NULL) && g_file_set_contents(two, two_text, -1, NULL));
    char *error = NULL;
    struct json_schema *schema = json_schema_compile_file(folder, "one.json", true, &error);
    assert_non_null(schema);
    json_t *instance = read_json("{\"one\":{\"id\":\"x\"}}");
    assert_false(json_schema_validate(schema, instance, NULL));
    json_decref(instance);
    json_schema_free(schema);
    remove(one), remove(two), remove(folder);
}

static void numbers_are_compared_exactly(void **state)
{
    (void)state;
    static const struct {
        const char *a, *b;
        int order;
    } cases[] = {
        {"1", "1.0", 0},
        {"9007199254740993", "9007199254740992.0", 1},
        {"9223372036854775807", "9223372036854775808.0", -1},
        {"-9223372036854775808", "-9223372036854775808.0", 0},
        {"-1", "-1.5", 1},
        {"0", "-0.0", 0},
        {"1", "1e300", -1},
        {"1", "-1e300", 1},
        {"1.5", "1", 1},
        {"{\"a\":1,\"b\":[2]}", "{\"b\":[2.0],\"a\":1.0}", 0},
        {"true", "1", 1},
    };
    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        json_t *a = read_json(cases[i].a), *b = read_json(cases[i].b);
        int order = json_order(a, b), back = json_order(b, a);
        assert_int_equal((order > 0) - (order < 0), cases[i].order);
        assert_int_equal((back > 0) - (back < 0), -cases[i].order);
        json_decref(a), json_decref(b);
    }
}

static void multiples_are_counted_in_decimal(void **state)
{
    (void)state;
    static const struct {
        const char *number, *divisor;
        bool multiple;
    } cases[] = {
        {"0.3", "0.1", true},   {"4.35", "0.01", true},  {"1e308", "0.5", true},
        {"1e-7", "1e-7", true}, {"1", "1e-300", true},   {"1e-300", "1", false},
        {"0", "1e300", true},   {"35.15", "0.1", false}, {"9223372036854775807", "7", true},
        {"-6", "3", true},      {"-7", "3.0", false},    {"-9223372036854775808", "2", true},
    };
    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        json_t *number = read_json(cases[i].number), *divisor = read_json(cases[i].divisor);
        assert_int_equal(json_order_multiple(number, divisor), cases[i].multiple);
        json_decref(number), json_decref(divisor);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_would_not_be_checked_is_refused_by_name_and_place),
        cmocka_unit_test(annotations_and_own_extensions_are_accepted),
        cmocka_unit_test(every_fault_is_named_by_its_place),
        cmocka_unit_test(a_pattern_that_never_ends_is_stopped),
        cmocka_unit_test(an_exhausted_run_does_not_fit_even_under_not),
        cmocka_unit_test(a_tree_deeper_than_the_limit_does_not_fit),
        cmocka_unit_test(work_that_doubles_at_each_level_ends),
        cmocka_unit_test(siblings_in_a_folder_refer_to_each_other),
        cmocka_unit_test(numbers_are_compared_exactly),
        cmocka_unit_test(multiples_are_counted_in_decimal),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
