#include "ids_of.h"
#include "staff.h"

#include <string.h>

/* Deeper than any company; ends a circle of departments. */
#define LEVELS_MAX 16

static void add_rights(GHashTable *rights, const struct role *role)
{
    size_t i;
    json_t *right;

    json_array_foreach(role->rights, i, right) g_hash_table_add(rights, g_strdup(json_string_value(right)));
}

static int by_text(const void *a, const void *b)
{
    return strcmp(*(const char *const *)a, *(const char *const *)b);
}

/* Sorted, so that equal rights make equal tokens. */
static char **words_of(GHashTable *set)
{
    GPtrArray *words = g_ptr_array_new();
    GHashTableIter iter;
    void *word;

    g_hash_table_iter_init(&iter, set);
    while (g_hash_table_iter_next(&iter, &word, NULL))
        g_ptr_array_add(words, g_strdup(word));
    g_ptr_array_sort(words, by_text);
    g_ptr_array_add(words, NULL);
    return (char **)g_ptr_array_free(words, FALSE);
}

/* A person of several roles has the rights of all of them in the widest of their scopes. */
static void take_roles(struct work *w, const struct employee *employee, struct person *person)
{
    g_autoptr(GHashTable) rights = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    void **list = work_list(w, &employee_role_table, "employee_id", employee->id);
    bool everywhere = false;

    for (size_t i = 0; list[i]; i++) {
        const struct role *role = work_find(w, &role_table, "code", ((struct employee_role *)list[i])->role);
        if (!role)
            continue;
        add_rights(rights, role);
        everywhere |= strcmp(role->scope, "all") == 0;
        person->confidential |= role->confidential;
    }
    person->rights = words_of(rights);
    if (everywhere)
        text_set(&person->branches[0], "*");
}

static void add_id(GPtrArray *ids, const char *kind, const char *code)
{
    char *id = g_malloc(UUID_TEXT_SIZE);
    id_of(kind, code, id);
    g_ptr_array_add(ids, id);
}

static char **ended(GPtrArray *ids)
{
    g_ptr_array_add(ids, NULL);
    return (char **)g_ptr_array_free(ids, FALSE);
}

static char **departments_headed(struct work *w, const struct employee *employee)
{
    GPtrArray *ids = g_ptr_array_new();

    for (void **list = work_list(w, &department_table, "head", employee->tab_no); *list; list++)
        add_id(ids, "department", ((struct department *)*list)->code);
    return ended(ids);
}

/* The heads of the person's department and of the departments above it, nearest first. */
static char **heads_above(struct work *w, const struct employee *employee)
{
    GPtrArray *ids = g_ptr_array_new();
    const char *code = employee->department;

    for (int level = 0; code && level < LEVELS_MAX; level++) {
        const struct department *one = work_find(w, &department_table, "code", code);
        if (one && one->head && strcmp(one->head, employee->tab_no) != 0)
            add_id(ids, "employee", one->head);
        code = one ? json_string_value(json_object_get(one->doc, "parent")) : NULL;
    }
    return ended(ids);
}

struct person *person_of(struct work *w, const struct employee *employee, const char *session_id, bool must_change)
{
    struct person *person = g_new0(struct person, 1);
    char department_id[UUID_TEXT_SIZE] = "";

    if (employee->department)
        id_of("department", employee->department, department_id);
    person->id = g_strdup(employee->id);
    person->login = g_strdup(employee->login);
    person->name = employee_short_name(employee);
    person->branch = g_strdup(employee->branch);
    person->department = g_strdup(department_id);
    person->session = g_strdup(session_id);
    person->heads = departments_headed(w, employee);
    person->superiors = heads_above(w, employee);
    person->branches = g_new0(char *, 2);
    person->branches[0] = g_strdup(employee->branch);
    if (must_change)
        person->rights = g_new0(char *, 1);
    else
        take_roles(w, employee, person);
    return person;
}
