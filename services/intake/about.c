#include "about.h"

#include "about_words.h"
#include "intake.h"
#include "projection.h"

#include <string.h>

static void add(GHashTable *found, void **employees)
{
    for (; *employees; employees++)
        g_hash_table_add(found, *employees);
}

static GHashTable *found_by(struct work *w, const char *column, const GPtrArray *words)
{
    GHashTable *found = g_hash_table_new(g_direct_hash, g_direct_equal);

    for (guint i = 0; i < words->len; i++)
        add(found, work_list(w, &employee_table, column, words->pdata[i]));
    return found;
}

/* «Анна» or «А.» */
static bool first_name_stands(const struct employee *employee, const GPtrArray *words)
{
    for (guint i = 0; employee->first && i < words->len; i++) {
        const char *word = words->pdata[i];
        bool initial = g_utf8_strlen(word, -1) == 1 && g_str_has_prefix(employee->first, word);
        if (initial || strcmp(employee->first, word) == 0)
            return true;
    }
    return false;
}

static gint by_text(gconstpointer a, gconstpointer b)
{
    return strcmp(*(const char *const *)a, *(const char *const *)b);
}

/* In order: the same people make the same list. */
static json_t *ids_of(GHashTable *found, const GPtrArray *first_names)
{
    g_autoptr(GPtrArray) texts = g_ptr_array_new();
    json_t *ids = json_array();
    GHashTableIter iter;
    void *employee;

    g_hash_table_iter_init(&iter, found);
    while (g_hash_table_iter_next(&iter, &employee, NULL))
        if (!first_names || first_name_stands(employee, first_names))
            g_ptr_array_add(texts, ((struct employee *)employee)->id);
    g_ptr_array_sort(texts, by_text);
    for (guint i = 0; i < texts->len; i++)
        json_array_append_new(ids, json_string(texts->pdata[i]));
    return ids;
}

/* By number, else by surname and first name, else by surname. */
static json_t *named_in(struct work *w, const char *text)
{
    g_autoptr(GPtrArray) words = about_words(text);
    g_autoptr(GHashTable) numbered = found_by(w, "tab_no", words);
    if (g_hash_table_size(numbered))
        return ids_of(numbered, NULL);
    g_autoptr(GHashTable) namesakes = found_by(w, "surname", words);
    json_t *ids = ids_of(namesakes, words);
    if (json_array_size(ids))
        return ids;
    json_decref(ids);
    return ids_of(namesakes, NULL);
}

void about_find(struct work *w, struct appeal *a, const struct appeal_type *type, struct faults *faults)
{
    const char *field = type ? json_string_value(json_object_get(type->doc, "excluded_field")) : NULL;
    const char *text = field ? json_string_value(json_object_get(a->fields, field)) : NULL;

    json_set_take(&a->excluded, text ? named_in(w, text) : NULL);
    if (text && !json_array_size(a->excluded)) {
        g_autofree char *pointer = g_strdup_printf("/fields/%s", field);
        faults_add(faults, pointer, "employee_advised", NULL);
    }
}
