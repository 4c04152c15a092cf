#include "check.h"

#include <string.h>

static void add(GHashTable *set, const json_t *row)
{
    g_hash_table_add(set, g_strdup_printf("%s %s", check_text(row, "branch"), check_text(row, "role")));
}

static const json_t *department_of(const struct check *check, const char *code)
{
    size_t i;
    json_t *one;

    json_array_foreach((json_t *)check_rows(check, "departments"), i, one)
    {
        if (strcmp(check_text(one, "code"), code) == 0)
            return one;
    }
    return NULL;
}

static bool narrowed(const json_t *binding)
{
    return json_object_get(binding, "client_kind") || json_object_get(binding, "service") ||
           json_object_get(binding, "type");
}

/* A binding for all client kinds, services and types of its role goes into `bound`. */
static void check_binding(struct check *check, const json_t *binding, GHashTable *bound)
{
    const char *role = check_text(binding, "role"), *code = check_text(binding, "department");
    const json_t *department = department_of(check, code);

    if (department && !check_has(json_object_get(department, "roles"), role))
        check_hole(check, HOLE_NOT_SERVED, tr("binding %s %s: %s does not serve it"), check_text(binding, "branch"),
                   role, code);
    if (!narrowed(binding))
        add(bound, binding);
}

static void add_role(const char *text, void *arg)
{
    if (strcmp(text, "AUTO") != 0)
        g_hash_table_add(arg, g_strdup(text));
}

static void check_pair(struct check *check, const char *pair, GHashTable *bound, GHashTable *gaps)
{
    bool is_bound = g_hash_table_contains(bound, pair), is_gap = g_hash_table_contains(gaps, pair);

    if (is_bound && is_gap)
        check_hole(check, HOLE_BOUND_GAP, tr("binding %s: bound though named as missing"), pair);
    else if (!is_bound && !is_gap)
        check_hole(check, HOLE_UNBOUND, tr("binding %s: missing"), pair);
}

static void check_branch(struct check *check, const char *branch, GHashTable *used, GHashTable *bound, GHashTable *gaps)
{
    GHashTableIter iter;
    void *role;

    g_hash_table_iter_init(&iter, used);
    while (g_hash_table_iter_next(&iter, &role, NULL)) {
        g_autofree char *pair = g_strdup_printf("%s %s", branch, (const char *)role);
        check_pair(check, pair, bound, gaps);
    }
}

static GHashTable *text_set_new(void)
{
    return g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
}

void check_bindings(struct check *check)
{
    g_autoptr(GHashTable) bound = text_set_new();
    g_autoptr(GHashTable) gaps = text_set_new();
    g_autoptr(GHashTable) used = text_set_new();
    size_t i;
    json_t *one;

    json_array_foreach((json_t *)check_rows(check, "bindings"), i, one) check_binding(check, one, bound);
    json_array_foreach(json_object_get(json_object_get(check->files, "company"), "missing_bindings"), i, one)
        add(gaps, one);
    check_walk(json_object_get(check->files, "types"), "types[].routes[].stages[].role", add_role, used);
    json_array_foreach((json_t *)check_rows(check, "branches"), i, one)
        check_branch(check, check_text(one, "code"), used, bound, gaps);
}
