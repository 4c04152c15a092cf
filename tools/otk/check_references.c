#include "check.h"

#include <string.h>

/* Where the codes of a set stand. */
static const struct {
    const char *name, *file, *path;
} sets[] = {
    {"branches", "branches", "branches[].code"},
    {"departments", "departments", "departments[].code"},
    {"employees", "employees", "employees[].tab_no"},
    {"calendars", "calendars", "calendars[].code"},
    {"rights", "rights", "rights[].code"},
    {"roles", "roles", "roles[].code"},
    {"rules", "sla_rules", "rules[].code"},
    {"fields", "fields", "fields[].code"},
    {"doc_types", "doc_types", "doc_types[].code"},
    {"doc_categories", "doc_types", "categories[].code"},
    {"templates", "templates", "templates[].code"},
    {"types", "types", "types[].code"},
    {"base_groups", "base_fields", "base_fields[].groups[].code"},
    {"process_roles", "dictionaries", "process_roles[].code"},
    {"categories", "dictionaries", "categories[].code"},
    {"results", "dictionaries", "results[].code"},
    {"actions", "dictionaries", "actions[].code"},
    {"automatics", "dictionaries", "automatics[].code"},
};

/* What names something of a set. */
static const struct {
    const char *part, *path, *set;
} references[] = {
    {"branches", "calendar", "calendars"},
    {"departments", "branch", "branches"},
    {"departments", "calendar", "calendars"},
    {"departments", "parent", "departments"},
    {"departments", "head", "employees"},
    {"departments", "responsible[].employee", "employees"},
    {"departments", "role", "process_roles"},
    {"departments", "roles[]", "process_roles"},
    {"employees", "branch", "branches"},
    {"employees", "department", "departments"},
    {"employees", "roles[]", "roles"},
    {"roles", "rights[]", "rights"},
    {"offices", "branch", "branches"},
    {"offices", "department", "departments"},
    {"activity", "branch", "branches"},
    {"sources", "default_branch", "branches"},
    {"bindings", "branch", "branches"},
    {"bindings", "department", "departments"},
    {"bindings", "type", "types"},
    {"doc_types", "category", "doc_categories"},
    {"types", "category", "categories"},
    {"types", "fields[].field", "fields"},
    {"types", "docs[].doc", "doc_types"},
    {"types", "docs[].any_of[]", "doc_types"},
    {"types", "rules[].rule", "rules"},
    {"types", "results[]", "results"},
    {"types", "templates.*", "templates"},
    {"types", "base_waived[]", "base_groups"},
    {"types", "routes[].stages[].role", "process_roles"},
    {"types", "routes[].stages[].action", "actions"},
    {"types", "routes[].stages[].automatic", "automatics"},
    {"types", "routes[].stages[].results[]", "results"},
};

static void add_code(const char *text, void *arg)
{
    g_hash_table_add(arg, g_strdup(text));
}

static GHashTable *set_of(struct check *check, const char *name)
{
    GHashTable *set = g_hash_table_lookup(check->sets, name);

    if (set)
        return set;
    set = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    for (size_t i = 0; i < G_N_ELEMENTS(sets); i++)
        if (strcmp(sets[i].name, name) == 0)
            check_walk(json_object_get(check->files, sets[i].file), sets[i].path, add_code, set);
    g_hash_table_insert(check->sets, (char *)name, set);
    return set;
}

bool check_known(struct check *check, const char *set, const char *code)
{
    return g_hash_table_contains(set_of(check, set), code);
}

struct place {
    struct check *check;
    const char *part, *label, *path, *set;
};

static void need(const char *text, void *arg)
{
    const struct place *place = arg;

    if (!check_known(place->check, place->set, text))
        check_hole(place->check, HOLE_UNKNOWN, tr("%s %s: %s: unknown %s"), place->part, place->label, place->path,
                   text);
}

void check_references(struct check *check)
{
    size_t row;
    json_t *object;

    for (size_t i = 0; i < G_N_ELEMENTS(references); i++) {
        json_array_foreach((json_t *)check_rows(check, references[i].part), row, object)
        {
            struct place place = {check, references[i].part, check_label(object), references[i].path,
                                  references[i].set};
            check_walk(object, references[i].path, need, &place);
        }
    }
}
