#include "check.h"

#include <string.h>

static const json_t *row_of(const struct check *check, const char *part, const char *code)
{
    size_t i;
    json_t *one;

    json_array_foreach((json_t *)check_rows(check, part), i, one)
    {
        if (strcmp(check_text(one, "code"), code) == 0)
            return one;
    }
    return NULL;
}

static void check_fields(struct check *check, const json_t *type)
{
    const char *label = check_label(type), *excluded = check_text(type, "excluded_field");
    bool excluded_found = !*excluded;
    size_t i;
    json_t *item;

    json_array_foreach(json_object_get(type, "fields"), i, item)
    {
        const char *name = check_text(item, "field");
        const json_t *known = row_of(check, "fields", name);
        if (known && strcmp(check_text(item, "datatype"), check_text(known, "datatype")) != 0)
            check_hole(check, HOLE_FIELD, tr("%s: %s has another datatype"), label, name);
        if (json_object_get(item, "check") && !json_object_get(item, "ru"))
            check_hole(check, HOLE_FIELD, tr("%s: the check of %s has no words"), label, name);
        excluded_found |= strcmp(name, excluded) == 0;
    }
    if (!excluded_found)
        check_hole(check, HOLE_FIELD, tr("%s: excluded_field: unknown %s"), label, excluded);
}

static void check_results(struct check *check, const json_t *type)
{
    size_t i;
    json_t *result;

    json_array_foreach(json_object_get(type, "results"), i, result)
    {
        if (!json_object_get(json_object_get(type, "templates"), json_string_value(result)))
            check_hole(check, HOLE_TEMPLATE, tr("%s: no template for %s"), check_label(type),
                       json_string_value(result));
    }
}

static void add_text(const char *text, void *arg)
{
    g_hash_table_add(arg, g_strdup(text));
}

static void check_route(struct check *check, const json_t *type, const json_t *route)
{
    g_autoptr(GHashTable) given = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    int last = 0;
    size_t i;
    json_t *one;

    check_walk(route, "stages[].results[]", add_text, given);
    json_array_foreach(json_object_get(route, "stages"), i, one) last += json_is_true(json_object_get(one, "last"));
    if (last != 1)
        check_hole(check, HOLE_ROUTE, tr("%s: not one last working stage"), check_label(type));
    json_array_foreach(json_object_get(type, "results"), i, one)
    {
        if (!g_hash_table_contains(given, json_string_value(one)))
            check_hole(check, HOLE_ROUTE, tr("%s: no stage gives %s"), check_label(type), json_string_value(one));
    }
}

/* Routes without a condition must take every client kind of the type, and no other. */
static void check_coverage(struct check *check, const json_t *type)
{
    g_autoptr(GHashTable) reached = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    const json_t *kinds = json_object_get(type, "client_kinds");
    size_t i;
    json_t *one;

    json_array_foreach(json_object_get(type, "routes"), i, one)
    {
        if (!json_object_get(one, "when"))
            check_walk(one, "client_kinds[]", add_text, reached);
    }
    bool covered = g_hash_table_size(reached) == json_array_size(kinds);
    json_array_foreach(kinds, i, one) covered &= g_hash_table_contains(reached, json_string_value(one));
    if (!covered)
        check_hole(check, HOLE_ROUTE, tr("%s: routes without condition do not cover the client kinds"),
                   check_label(type));
}

static void check_words(struct check *check, const json_t *type)
{
    size_t enough = strcmp(check_text(type, "detail"), "full") == 0 ? 3 : 1;
    const json_t *words = json_object_get(json_object_get(type, "questions_synonyms"), "ru");

    if (json_array_size(words) < enough)
        check_hole(check, HOLE_WORDS, tr("%s: too few clients' words"), check_label(type));
}

static void check_modes(struct check *check)
{
    size_t i;
    json_t *one;

    json_array_foreach((json_t *)check_rows(check, "departments"), i, one)
    {
        if (strcmp(check_text(one, "mode"), "FIXED") == 0 && !json_array_size(json_object_get(one, "responsible")))
            check_hole(check, HOLE_RESPONSIBLE, tr("departments %s: FIXED without a responsible"), check_label(one));
    }
}

void check_types(struct check *check)
{
    size_t i, n;
    json_t *type, *route;

    check_modes(check);
    json_array_foreach((json_t *)check_rows(check, "types"), i, type)
    {
        check_fields(check, type);
        check_results(check, type);
        check_words(check, type);
        check_coverage(check, type);
        json_array_foreach(json_object_get(type, "routes"), n, route) check_route(check, type, route);
    }
}
