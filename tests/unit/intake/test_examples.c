/* Each fully specified type takes its valid example and finds exactly the expected faults in its invalid one. */
#include "check.h"
#include "unit.h"

#include <glib.h>
#include <jansson.h>

#define COMPANY OTKLIK_SOURCE_DIR "/deploy/company"
#define EXAMPLES OTKLIK_SOURCE_DIR "/examples/types"

static json_t *load(const char *folder, const char *name)
{
    json_error_t error;
    g_autofree char *path = g_strdup_printf("%s/%s.json", folder, name);
    json_t *json = json_load_file(path, 0, &error);
    if (!json)
        fail_msg("%s: %s", path, error.text);
    return json;
}

static struct catalogue_view *company_view(void)
{
    static const char *const names[] = {"fields", "base_fields", "doc_types", "dictionaries"};
    json_t *types = json_array(), *dictionaries = json_object();
    GDir *dir = g_dir_open(COMPANY "/types", 0, NULL);
    const char *name;

    assert_non_null(dir);
    while ((name = g_dir_read_name(dir))) {
        g_autofree char *stem = g_strndup(name, strlen(name) - strlen(".json"));
        json_array_append_new(types, load(COMPANY "/types", stem));
    }
    g_dir_close(dir);
    for (size_t i = 0; i < G_N_ELEMENTS(names); i++)
        json_object_set_new(dictionaries, names[i], load(COMPANY, names[i]));
    struct catalogue_view *view = catalogue_view_of(types, dictionaries);
    json_decref(types);
    json_decref(dictionaries);
    return view;
}

/* The card's document as check.h says it: the submission, its fields as variables and the day of reception. */
static json_t *document_of(const json_t *message)
{
    json_t *data = json_object_get(message, "data"), *document = json_copy(data);
    const char *type = json_string_value(json_object_get(data, "type_code"));
    json_object_update_missing(document, json_object_get(data, "fields"));
    json_object_set_new(document, "type", json_string(type));
    json_object_set_new(document, "service", json_stringn(type + 4, 1));
    const char *submitted = json_string_value(json_object_get(data, "submitted_at"));
    json_object_set_new(document, "received_on", json_stringn(submitted, 10));
    return document;
}

static int by_text(const void *a, const void *b)
{
    return strcmp(*(char *const *)a, *(char *const *)b);
}

/* "pointer code" in order, without advice. */
static char *listed(const json_t *faults)
{
    g_autoptr(GPtrArray) lines = g_ptr_array_new_with_free_func(g_free);
    size_t i;
    json_t *fault;

    json_array_foreach((json_t *)faults, i, fault)
    {
        const char *code = json_string_value(json_object_get(fault, "code"));
        if (strcmp(code, "document_advised") != 0)
            g_ptr_array_add(lines,
                            g_strdup_printf("%s %s\n", json_string_value(json_object_get(fault, "pointer")), code));
    }
    g_ptr_array_sort(lines, by_text);
    GString *text = g_string_new(NULL);
    for (guint n = 0; n < lines->len; n++)
        if (n == 0 || strcmp(lines->pdata[n], lines->pdata[n - 1]) != 0)
            g_string_append(text, lines->pdata[n]);
    return g_string_free(text, FALSE);
}

static char *found_in(const struct catalogue_view *view, const char *folder, const char *name)
{
    json_t *message = load(folder, name), *document = document_of(message);
    auto_faults faults;
    faults_init(&faults);
    check_faults(view, document, &faults);
    json_t *json = faults_to_json(&faults, NULL);
    char *text = listed(json);
    json_decref(json);
    json_decref(document);
    json_decref(message);
    return text;
}

static size_t each_example(void (*check)(const struct catalogue_view *view, const char *folder))
{
    auto_view view = company_view();
    GDir *dir = g_dir_open(EXAMPLES, 0, NULL);
    const char *code;
    size_t count = 0;

    assert_non_null(dir);
    for (; (code = g_dir_read_name(dir)); count++) {
        g_autofree char *folder = g_build_filename(EXAMPLES, code, NULL);
        check(view, folder);
    }
    g_dir_close(dir);
    return count;
}

static void check_valid(const struct catalogue_view *view, const char *folder)
{
    g_autofree char *found = found_in(view, folder, "valid");
    if (*found)
        fail_msg("%s:\n%s", folder, found);
}

static void check_invalid(const struct catalogue_view *view, const char *folder)
{
    json_t *file = load(folder, "invalid.expected");
    g_autofree char *expected = listed(file);
    g_autofree char *found = found_in(view, folder, "invalid");
    if (strcmp(found, expected) != 0)
        fail_msg("%s:\n%sinstead of\n%s", folder, found, expected);
    json_decref(file);
}

static void each_settled_type_takes_its_valid_example(void **state)
{
    (void)state;
    assert_int_equal(each_example(check_valid), 42);
}

static void each_settled_type_finds_the_faults_of_its_invalid_example(void **state)
{
    (void)state;
    assert_int_equal(each_example(check_invalid), 42);
}

static void needs_routes(const struct appeal_type *type, void *arg)
{
    size_t i;
    json_t *kind;

    json_array_foreach(json_object_get(type->doc, "client_kinds"), i, kind)
    {
        json_t *document = json_pack("{s:O, s:s, s:s}", "client_kind", kind, "channel", "LK", "type", type->code);
        if (!check_route(arg, type, document))
            fail_msg("%s has no route for %s", type->code, json_string_value(kind));
        json_decref(document);
    }
}

static void every_type_has_a_route_for_each_of_its_client_kinds(void **state)
{
    (void)state;
    auto_view view = company_view();
    view_each(view, needs_routes, view);
}

RUN_TESTS(T(each_settled_type_takes_its_valid_example), T(each_settled_type_finds_the_faults_of_its_invalid_example),
          T(every_type_has_a_route_for_each_of_its_client_kinds))
