/* The demo company's expressions are read by the services' own reader, and it gives what docs/catalogue.md promises. */
#include "expr.h"
#include "unit.h"

#include <setjmp.h>

#include <glib.h>
#include <jansson.h>

static json_t *load(const char *path)
{
    json_error_t error;
    json_t *json = json_load_file(path, 0, &error);
    if (!json)
        fail_msg("%s: %s", path, error.text);
    return json;
}

static void every_vector_gives_its_value(void **state)
{
    (void)state;
    json_t *file = load(OTKLIK_SOURCE_DIR "/examples/expressions.json"), *vector;
    size_t i;
    json_array_foreach(json_object_get(file, "vectors"), i, vector)
    {
        const char *text = json_string_value(json_array_get(vector, 0));
        struct expr_error error = {0};
        struct expr *expr = expr_compile(text, &error);
        bool holds = false;
        if (!expr || expr_test(expr, json_object_get(file, "values"), &holds, &error) != ST_OK)
            fail_msg("%s: %s at %zu", text, error.reason, error.position);
        if (holds != json_is_true(json_array_get(vector, 1)))
            fail_msg("%s gives %d", text, holds);
        expr_free(expr);
    }
    json_decref(file);
}

static void a_bad_expression_is_refused_when_it_is_read(void **state)
{
    (void)state;
    json_t *file = load(OTKLIK_SOURCE_DIR "/examples/expressions.json"), *bad;
    size_t i;
    json_array_foreach(json_object_get(file, "bad"), i, bad)
    {
        struct expr *expr = expr_compile(json_string_value(bad), NULL);
        if (expr)
            fail_msg("'%s' was taken", json_string_value(bad));
    }
    json_decref(file);
}

static bool is_expression(const char *key)
{
    static const char *const keys[] = {"when", "check", "waive_if", "required_if", "cond", "criteria", NULL};
    return g_strv_contains(keys, key);
}

/* Compiles every expression below `json`; returns how many there were. */
static size_t compile_below(const char *path, const json_t *json)
{
    size_t count = 0, i;
    const char *key;
    json_t *value;
    json_array_foreach(json, i, value) count += compile_below(path, value);
    json_object_foreach((json_t *)json, key, value)
    {
        struct expr_error error = {0};
        struct expr *expr = NULL;
        if (!is_expression(key) || !json_is_string(value)) {
            count += compile_below(path, value);
            continue;
        }
        expr = expr_compile(json_string_value(value), &error);
        if (!expr)
            fail_msg("%s: %s: %s", path, json_string_value(value), error.reason);
        expr_free(expr);
        count++;
    }
    return count;
}

static size_t compile_file(const char *path)
{
    json_t *json = load(path);
    size_t count = compile_below(path, json);
    json_decref(json);
    return count;
}

static void the_demo_company_has_only_readable_expressions(void **state)
{
    (void)state;
    const char *folder = OTKLIK_SOURCE_DIR "/deploy/company/types", *name;
    size_t count = compile_file(OTKLIK_SOURCE_DIR "/deploy/company/folder_templates.json");
    GDir *dir = g_dir_open(folder, 0, NULL);
    assert_non_null(dir);
    while ((name = g_dir_read_name(dir))) {
        g_autofree char *path = g_build_filename(folder, name, NULL);
        count += compile_file(path);
    }
    g_dir_close(dir);
    assert_true(count > 280); /* each type asks a representative's power of attorney */
}

RUN_TESTS(T(every_vector_gives_its_value), T(a_bad_expression_is_refused_when_it_is_read),
          T(the_demo_company_has_only_readable_expressions))
