#include "check.h"

#include <string.h>

static GHashTable *text_set_new(void)
{
    return g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
}

static void add(const char *text, void *arg)
{
    g_hash_table_add(arg, g_strdup(text));
}

/* An outside body has no employees here: the responsible of our own enters what it did. */
static void check_departments(struct check *check)
{
    g_autoptr(GHashTable) peopled = text_set_new();
    g_autoptr(GHashTable) bound = text_set_new();
    size_t i;
    json_t *one;

    check_walk(json_object_get(check->files, "employees"), "employees[].department", add, peopled);
    check_walk(json_object_get(check->files, "bindings"), "bindings[].department", add, bound);
    json_array_foreach((json_t *)check_rows(check, "departments"), i, one)
    {
        const char *code = check_text(one, "code");
        if (g_hash_table_contains(bound, code) && !g_hash_table_contains(peopled, code) &&
            !json_is_true(json_object_get(one, "external")))
            check_hole(check, HOLE_NOBODY, tr("departments %s: work is bound to it and nobody is in it"), code);
    }
}

/* What some employee must be able to do, or the company comes to a halt. */
static const char *const needed_rights[] = {"admin.staff", "appeal.register", "response.sign"};

static void add_rights(const struct check *check, const json_t *employee, GHashTable *held)
{
    size_t i;
    json_t *role;

    json_array_foreach((json_t *)check_rows(check, "roles"), i, role)
    {
        if (check_has(json_object_get(employee, "roles"), check_text(role, "code")))
            check_walk(role, "rights[]", add, held);
    }
}

/* Notices of no branch and of late cases go there. */
static void check_head_office(struct check *check)
{
    const char *control = check_text(json_object_get(check->files, "company"), "hq_control");

    if (!check_known(check, "branches", "HQ"))
        check_hole(check, HOLE_HEAD_OFFICE, tr("branches: no HQ"));
    if (strcmp(control, "HQ-CTRL") != 0 || !check_known(check, "departments", control))
        check_hole(check, HOLE_HEAD_OFFICE, tr("company: hq_control: no department HQ-CTRL"));
}

void check_people(struct check *check)
{
    g_autoptr(GHashTable) held = text_set_new();
    size_t i;
    json_t *one;

    check_head_office(check);
    check_departments(check);
    json_array_foreach((json_t *)check_rows(check, "employees"), i, one)
    {
        if (!json_array_size(json_object_get(one, "roles")))
            check_hole(check, HOLE_NO_ROLE, tr("employees %s: no role"), check_label(one));
        add_rights(check, one, held);
    }
    for (i = 0; i < G_N_ELEMENTS(needed_rights); i++)
        if (!g_hash_table_contains(held, needed_rights[i]))
            check_hole(check, HOLE_NO_RIGHT, tr("employees: nobody has the right %s"), needed_rights[i]);
}
