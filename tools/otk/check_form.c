#include "check.h"
#include "json_schema.h"

#include <string.h>

static const struct {
    const char *part;
    const char *keys[5];
} unique[] = {
    {"branches", {"code"}},
    {"departments", {"code"}},
    {"employees", {"tab_no"}},
    {"employees", {"login"}},
    {"roles", {"code"}},
    {"rights", {"code"}},
    {"calendars", {"code"}},
    {"sla_rules", {"code"}},
    {"fields", {"code"}},
    {"doc_types", {"code"}},
    {"templates", {"code"}},
    {"types", {"code"}},
    {"offices", {"code"}},
    {"activity", {"branch"}},
    {"sources", {"name"}},
    {"bindings", {"branch", "role", "client_kind", "service", "type"}},
    {"folder_templates", {"client_kind", "code"}},
};

static void tell_faults(struct check *check, const char *label, const struct faults *faults)
{
    for (size_t i = 0; i < faults->count; i++)
        check_hole(check, HOLE_FORM, "%s: %s: %s %s", label, faults->list[i].pointer, faults->list[i].code,
                   faults->list[i].detail ? faults->list[i].detail : "");
}

static void validate(struct check *check, const struct json_schema *schema, const char *label, const json_t *content)
{
    auto_faults faults;

    faults_init(&faults);
    if (!json_schema_validate(schema, content, &faults))
        tell_faults(check, label, &faults);
}

/* NULL: a hole already. */
static struct json_schema *schema_of(struct check *check, const char *name)
{
    g_autofree char *folder = g_build_filename(otk_share(), "proto-schemas", "company", NULL);
    g_autofree char *file = g_strconcat(name, ".json", NULL);
    g_autofree char *error = NULL;
    struct json_schema *schema = json_schema_compile_file(folder, file, true, &error);

    if (!schema)
        check_hole(check, HOLE_FORM, "%s: %s", name, error);
    return schema;
}

static void check_file(struct check *check, const char *part, const json_t *content)
{
    bool types = strcmp(part, "types") == 0;
    struct json_schema *schema = schema_of(check, types ? "type" : part);
    size_t i;
    json_t *one;

    if (schema && !types)
        validate(check, schema, part, content);
    json_array_foreach(types && schema ? json_object_get(content, "types") : NULL, i, one)
        validate(check, schema, check_label(one), one);
    json_schema_free(schema);
}

void check_form(struct check *check)
{
    const char *part;
    json_t *content;

    json_object_foreach(check->files, part, content) check_file(check, part, content);
}

static char *key_of(const json_t *object, const char *const *names, size_t count)
{
    GString *key = g_string_new(NULL);

    for (size_t i = 0; i < count && names[i]; i++)
        g_string_append_printf(key, "%s%s", i ? "/" : "", check_text(object, names[i]));
    return g_string_free(key, FALSE);
}

static void check_keys(struct check *check, const char *part, const char *const *names, size_t count)
{
    g_autoptr(GHashTable) seen = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    size_t i;
    json_t *object;

    json_array_foreach((json_t *)check_rows(check, part), i, object)
    {
        char *key = key_of(object, names, count);
        if (g_hash_table_contains(seen, key))
            check_hole(check, HOLE_TWICE, tr("%s: %s stands twice"), part, key);
        g_hash_table_add(seen, key);
    }
}

struct words {
    struct check *check;
    GHashTable *seen;
};

static void note_word(const char *text, void *arg)
{
    struct words *words = arg;

    if (!g_hash_table_add(words->seen, g_strdup(text)))
        check_hole(words->check, HOLE_TWICE, tr("types: clients' words lead to two types: %s"), text);
}

void check_unique(struct check *check)
{
    g_autoptr(GHashTable) seen = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    struct words words = {check, seen};

    for (size_t i = 0; i < G_N_ELEMENTS(unique); i++)
        check_keys(check, unique[i].part, unique[i].keys, G_N_ELEMENTS(unique[i].keys));
    check_walk(json_object_get(check->files, "types"), "types[].questions_synonyms.ru[]", note_word, &words);
}
