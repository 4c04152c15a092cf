/* The schemas, their examples, the structs of libs/events and the table of topics say the same. */
#include "events.h"
#include "json_schema.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>
#include <glib.h>

#define SCHEMAS OTKLIK_SOURCE_DIR "/proto-schemas"

static unsigned wrong;

G_GNUC_PRINTF(1, 2) static void tell(const char *format, ...)
{
    va_list values;
    va_start(values, format);
    g_autofree char *line = g_strdup_vprintf(format, values);
    va_end(values);
    print_error("%s\n", line);
    wrong++;
}

static int order_names(const void *a, const void *b)
{
    return strcmp(*(char *const *)a, *(char *const *)b);
}

/* The names in a folder, sorted; empty when there is none. The caller owns it. */
static GPtrArray *names_in(const char *folder)
{
    GPtrArray *names = g_ptr_array_new_with_free_func(g_free);
    GDir *dir = g_dir_open(folder, 0, NULL);
    for (const char *name; dir && (name = g_dir_read_name(dir));)
        if (g_str_has_suffix(name, ".json"))
            g_ptr_array_add(names, g_strdup(name));
    if (dir)
        g_dir_close(dir);
    g_ptr_array_sort(names, order_names);
    return names;
}

static void check_example(const struct json_schema *schema, const char *event, const char *folder, const char *name)
{
    g_autofree char *path = g_build_filename(folder, name, NULL);
    bool expected = g_str_has_prefix(name, "valid-");
    json_error_t at;
    json_t *example = json_load_file(path, JSON_REJECT_DUPLICATES, &at);
    if (!example)
        return tell("%s: %s:%d: %s", event, name, at.line, at.text);
    auto_faults faults;
    faults_init(&faults);
    bool fits = json_schema_validate(schema, example, &faults);
    if (fits && !expected)
        tell("%s: %s fits, but must not", event, name);
    for (size_t i = 0; i < faults.count && expected; i++)
        tell("%s: %s: %s %s", event, name, faults.list[i].pointer, faults.list[i].code);
    json_decref(example);
}

static void check_examples(const struct json_schema *schema, const char *event)
{
    g_autofree char *folder = g_build_filename(SCHEMAS "/examples", event, NULL);
    g_autoptr(GPtrArray) names = names_in(folder);
    unsigned valid = 0, invalid = 0;
    for (guint i = 0; i < names->len; i++) {
        const char *name = g_ptr_array_index(names, i);
        valid += g_str_has_prefix(name, "valid-");
        invalid += g_str_has_prefix(name, "invalid-");
        check_example(schema, event, folder, name);
    }
    if (valid == 0 || invalid == 0)
        tell("%s: proto-schemas/examples/%s needs a valid-*.json and an invalid-*.json", event, event);
}

static void every_schema_compiles_and_tells_its_examples_apart(void **state)
{
    (void)state;
    g_autoptr(GPtrArray) names = names_in(SCHEMAS "/events");
    wrong = 0;
    assert_true(names->len > 0);
    for (guint i = 0; i < names->len; i++) {
        const char *name = g_ptr_array_index(names, i);
        g_autofree char *event = g_strndup(name, strlen(name) - strlen(".json"));
        g_autofree char *error = NULL;
        struct json_schema *schema = json_schema_compile_file(SCHEMAS "/events", name, true, &error);
        if (!schema)
            tell("%s", error);
        else
            check_examples(schema, event);
        json_schema_free(schema);
    }
    assert_int_equal(wrong, 0);
}

/* What the schema of a member of each field type says; FIELD_JSON may say anything about objects and arrays. */
static const struct {
    const char *type, *format;
} expected_kinds[] = {
    [FIELD_UUID] = {"string", "uuid"}, [FIELD_TEXT] = {"string", NULL},        [FIELD_INT] = {"integer", NULL},
    [FIELD_BOOL] = {"boolean", NULL},  [FIELD_TIME] = {"string", "date-time"}, [FIELD_DATE] = {"string", "date"},
};

static bool same_text(const json_t *value, const char *expected)
{
    return g_strcmp0(json_string_value(value), expected) == 0;
}

static bool is_container(const json_t *property)
{
    const json_t *type = json_object_get(property, "type");
    bool good = json_array_size(type) > 0 || same_text(type, "object") || same_text(type, "array") ||
                json_object_get(property, "$ref");
    size_t i;
    json_t *name;
    json_array_foreach(type, i, name) good &= same_text(name, "object") || same_text(name, "array");
    return good;
}

static bool kind_agrees(const struct field *field, const json_t *property)
{
    if (field->type == FIELD_JSON)
        return is_container(property);
    return same_text(json_object_get(property, "type"), expected_kinds[field->type].type) &&
           (same_text(json_object_get(property, "format"), expected_kinds[field->type].format) ||
            field->type == FIELD_TEXT);
}

static bool is_required(const json_t *schema, const char *member)
{
    size_t i;
    json_t *name;
    json_array_foreach(json_object_get(schema, "required"), i, name) if (same_text(name, member)) return true;
    return false;
}

static void compare_member(const struct event_type *event, const struct field *field, const json_t *schema)
{
    const json_t *property = json_object_get(json_object_get(schema, "properties"), field->name);
    if (!property)
        return tell("%s: member %s is not in the schema", event->name, field->name);
    if (!kind_agrees(field, property))
        tell("%s: member %s is of another type in the schema", event->name, field->name);
    if (is_required(schema, field->name) != !!(field->flags & FIELD_REQUIRED))
        tell("%s: member %s is required on one side only", event->name, field->name);
    if (json_is_true(json_object_get(property, "x-personal")) != !!(field->flags & FIELD_PERSONAL))
        tell("%s: member %s is personal on one side only", event->name, field->name);
}

static void compare_event(const struct event_type *event)
{
    g_autofree char *path = g_strdup_printf(SCHEMAS "/events/%s.json", event->name);
    json_t *schema = json_load_file(path, 0, NULL);
    if (!schema)
        return tell("%s has no schema", event->name);
    if (!same_text(json_object_get(schema, "title"), event->name))
        tell("%s: the schema's title is another", event->name);
    for (size_t i = 0; i < event->data.count; i++)
        compare_member(event, &event->data.fields[i], schema);
    const char *name;
    json_t *property;
    json_object_foreach(json_object_get(schema, "properties"), name, property) if (!record_field(&event->data, name))
        tell("%s: member %s is not in libs/events", event->name, name);
    json_decref(schema);
}

static void structs_and_schemas_have_the_same_members(void **state)
{
    (void)state;
    wrong = 0;
    for (size_t i = 0; otklik_events[i]; i++)
        compare_event(otklik_events[i]);
    assert_int_equal(wrong, 0);
}

static const struct event_type *event_named(const char *name)
{
    for (size_t i = 0; otklik_events[i]; i++)
        if (strcmp(otklik_events[i]->name, name) == 0)
            return otklik_events[i];
    return NULL;
}

/* Schemas of what only others publish (appeal.submitted) say so by "x-foreign". */
static void every_schema_has_its_struct(void **state)
{
    (void)state;
    g_autoptr(GPtrArray) names = names_in(SCHEMAS "/events");
    wrong = 0;
    for (guint i = 0; i < names->len; i++) {
        g_autofree char *event = g_strdup(g_ptr_array_index(names, i));
        g_autofree char *path = g_build_filename(SCHEMAS "/events", event, NULL);
        event[strlen(event) - strlen(".json")] = '\0';
        json_t *schema = json_load_file(path, 0, NULL);
        if (!event_named(event) && !json_is_string(json_object_get(schema, "x-foreign")))
            tell("%s: the schema has no event type in otklik_events", event);
        json_decref(schema);
    }
    assert_int_equal(wrong, 0);
}

static bool topic_exists(const json_t *topics, const char *topic)
{
    size_t i;
    json_t *row;
    json_array_foreach(json_object_get(topics, "topics"), i,
                       row) if (same_text(json_object_get(row, "name"), topic)) return true;
    return false;
}

static void every_event_goes_to_a_topic_of_the_table(void **state)
{
    (void)state;
    json_t *topics = json_load_file(SCHEMAS "/topics.json", JSON_REJECT_DUPLICATES, NULL);
    wrong = 0;
    assert_non_null(topics);
    for (size_t i = 0; otklik_events[i]; i++)
        if (!topic_exists(topics, otklik_events[i]->topic))
            tell("%s: topic %s is not in topics.json", otklik_events[i]->name, otklik_events[i]->topic);
    json_decref(topics);
    assert_int_equal(wrong, 0);
}

static void texts_are_the_same_in_both_languages(void **state)
{
    (void)state;
    json_t *ru = json_load_file(SCHEMAS "/texts/ru.json", JSON_REJECT_DUPLICATES, NULL);
    json_t *en = json_load_file(SCHEMAS "/texts/en.json", JSON_REJECT_DUPLICATES, NULL);
    const char *code;
    json_t *text;
    wrong = 0;
    json_object_foreach(ru, code, text) if (!json_object_get(en, code)) tell("text %s is missing in English", code);
    json_object_foreach(en, code, text) if (!json_object_get(ru, code)) tell("text %s is missing in Russian", code);
    json_decref(ru);
    json_decref(en);
    assert_int_equal(wrong, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_schema_compiles_and_tells_its_examples_apart),
        cmocka_unit_test(structs_and_schemas_have_the_same_members),
        cmocka_unit_test(every_schema_has_its_struct),
        cmocka_unit_test(every_event_goes_to_a_topic_of_the_table),
        cmocka_unit_test(texts_are_the_same_in_both_languages),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
