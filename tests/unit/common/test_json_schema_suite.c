/* The official test suite, draft 2020-12 (Debian: libtest-json-schema-acceptance-perl). Cases not passed stand in
 * json_schema_skip.txt with their reason; one that passes must not stand there. */
#include "json_schema.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>
#include <glib.h>

#define SUITE "/usr/share/perl5/auto/share/dist/Test-JSON-Schema-Acceptance"

enum skip { SKIP_NOT_SEEN = 1, SKIP_NEEDED, SKIP_PASSES };

struct suite {
    const char *folder;
    GHashTable *skips; /* "file|case" -> enum skip */
    size_t passed, skipped, failed;
};

static json_t *load_remote(const char *uri, void *context)
{
    const char *origin = "http://localhost:1234/";
    if (!g_str_has_prefix(uri, origin))
        return NULL;
    g_autofree char *path = g_build_filename(context, "remotes", uri + strlen(origin), NULL);
    return json_load_file(path, 0, NULL);
}

/* Asked for yes or no and for all faults, the answers are the same. */
static bool is_right(const struct json_schema *schema, const json_t *test)
{
    bool expected = json_is_true(json_object_get(test, "valid"));
    const json_t *data = json_object_get(test, "data");
    auto_faults faults;
    faults_init(&faults);
    bool quiet = json_schema_validate(schema, data, NULL), loud = json_schema_validate(schema, data, &faults);
    return quiet == expected && loud == expected && (faults.count == 0) == expected;
}

static size_t count_wrong(const struct json_schema *schema, const json_t *group, const char *key, bool tell)
{
    size_t wrong = 0, i;
    json_t *test;
    json_array_foreach(json_object_get(group, "tests"), i, test)
    {
        if (is_right(schema, test))
            continue;
        wrong++;
        if (tell)
            print_error("%s: %s: wrong answer\n", key, json_string_value(json_object_get(test, "description")));
    }
    return wrong;
}

static void run_group(struct suite *suite, const char *file, const json_t *group)
{
    struct json_schema_options options = {g_str_has_prefix(file, "optional/format/"), NULL, load_remote,
                                          (void *)suite->folder};
    g_autofree char *error = NULL;
    g_autofree char *key = g_strdup_printf("%s|%s", file, json_string_value(json_object_get(group, "description")));
    bool skip = g_hash_table_contains(suite->skips, key);
    struct json_schema *schema = json_schema_compile(json_object_get(group, "schema"), &options, &error);
    bool right = schema && count_wrong(schema, group, key, !skip) == 0;
    json_schema_free(schema);
    if (skip)
        g_hash_table_insert(suite->skips, g_strdup(key), GINT_TO_POINTER(right ? SKIP_PASSES : SKIP_NEEDED));
    if (error && !skip)
        print_error("%s: %s\n", key, error);
    size_t *count = right ? &suite->passed : skip ? &suite->skipped : &suite->failed;
    *count += json_array_size(json_object_get(group, "tests"));
}

static void run_file(struct suite *suite, const char *file)
{
    g_autofree char *path = g_build_filename(suite->folder, "tests/draft2020-12", file, NULL);
    json_error_t at;
    json_t *groups = json_load_file(path, JSON_ALLOW_NUL, &at);
    g_autofree char *whole = g_strdup_printf("%s|*", file);
    if (!groups && g_hash_table_contains(suite->skips, whole)) {
        g_hash_table_insert(suite->skips, g_strdup(whole), GINT_TO_POINTER(SKIP_NEEDED));
        return;
    }
    if (!groups)
        fail_msg("%s: %s (install libtest-json-schema-acceptance-perl)", path, at.text);
    size_t i;
    json_t *group;
    json_array_foreach(groups, i, group) run_group(suite, file, group);
    json_decref(groups);
}

static void run_folder(struct suite *suite, const char *folder)
{
    g_autofree char *path = g_build_filename(suite->folder, "tests/draft2020-12", folder, NULL);
    GDir *dir = g_dir_open(path, 0, NULL);
    if (!dir)
        fail_msg("%s is missing: install libtest-json-schema-acceptance-perl", path);
    for (const char *name; (name = g_dir_read_name(dir));) {
        g_autofree char *file = *folder ? g_build_filename(folder, name, NULL) : g_strdup(name);
        if (g_str_has_suffix(name, ".json"))
            run_file(suite, file);
    }
    g_dir_close(dir);
}

/* Lines "file | case | reason"; '#' begins a comment. */
static GHashTable *read_skips(void)
{
    GHashTable *skips = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    g_autofree char *text = NULL;
    assert_true(g_file_get_contents(OTKLIK_SOURCE_DIR "/tests/unit/common/json_schema_skip.txt", &text, NULL, NULL));
    g_auto(GStrv) lines = g_strsplit(text, "\n", -1);
    for (char **line = lines; *line; line++) {
        if (!**line || **line == '#')
            continue;
        g_auto(GStrv) parts = g_strsplit(*line, " | ", 3);
        assert_int_equal(g_strv_length(parts), 3);
        g_hash_table_insert(skips, g_strdup_printf("%s|%s", parts[0], parts[1]), GINT_TO_POINTER(SKIP_NOT_SEEN));
    }
    return skips;
}

static size_t stale_skips(const struct suite *suite)
{
    size_t stale = 0;
    GHashTableIter iter;
    gpointer key, skip;
    g_hash_table_iter_init(&iter, suite->skips);
    while (g_hash_table_iter_next(&iter, &key, &skip)) {
        if (GPOINTER_TO_INT(skip) == SKIP_NEEDED)
            continue;
        print_error("%s: %s: take it off the skip list\n", (char *)key,
                    GPOINTER_TO_INT(skip) == SKIP_PASSES ? "passes" : "is not in the suite");
        stale++;
    }
    return stale;
}

static void the_official_suite_passes_but_for_the_listed_cases(void **state)
{
    (void)state;
    static const char *const formats[] = {"date-time", "date", "time", "duration", "email", "uuid", "uri"};
    struct suite suite = {SUITE, read_skips(), 0, 0, 0};
    run_folder(&suite, "");
    run_folder(&suite, "optional");
    for (size_t i = 0; i < G_N_ELEMENTS(formats); i++) {
        g_autofree char *file = g_strdup_printf("optional/format/%s.json", formats[i]);
        run_file(&suite, file);
    }
    print_message("%zu tests passed, %zu skipped, %zu failed\n", suite.passed, suite.skipped, suite.failed);
    size_t stale = stale_skips(&suite);
    g_hash_table_unref(suite.skips);
    assert_int_equal(suite.failed + stale, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(the_official_suite_passes_but_for_the_listed_cases)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
