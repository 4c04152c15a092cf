#include "archive.h"
#include "catalogue_dictionary_changed.h"
#include "source_changed.h"
#include "store/tables.h"

#include <string.h>

enum status on_source_changed(struct work *w, const struct event *e)
{
    const struct source_changed *changed = e->data;
    struct source *source = work_find(w, &source_table, "name", changed->name);

    if (source && source->version >= changed->version)
        return ST_OK;
    if (!source) {
        source = work_new(w, &source_table);
        text_set(&source->name, changed->name);
    }
    source->version = changed->version;
    json_set_take(&source->file_hosts, json_deep_copy(changed->file_hosts));
    source->trusted = changed->trusted;
    work_save(w, source);
    return ST_OK;
}

/* All clients are sorted anew, from the first one: the category of a type decides where its documents lie. */
static void sort_all(struct work *w)
{
    static const char *const kinds[] = {"FL", "IP", "UL", "UKO", "GOV"};

    for (size_t i = 0; i < G_N_ELEMENTS(kinds); i++) {
        struct resort *task = work_find(w, &resort_table, "client_kind", kinds[i]);
        if (!task) {
            task = work_new(w, &resort_table);
            text_set(&task->client_kind, kinds[i]);
        }
        text_set(&task->after, "00000000-0000-0000-0000-000000000000");
        work_save(w, task);
    }
}

/* True when the type's category is another one than before. */
static bool take_type(struct work *w, const json_t *said, int64_t version)
{
    const char *code = json_string_value(json_object_get(said, "code"));
    struct doc_type *type = code ? work_find(w, &doc_type_table, "code", code) : NULL;

    const char *category = json_string_value(json_object_get(said, "category"));

    if (!code || (type && type->version >= version))
        return false;
    bool moved = !type || g_strcmp0(type->category, category) != 0;
    if (!type) {
        type = work_new(w, &doc_type_table);
        text_set(&type->code, code);
    }
    type->version = version;
    text_set(&type->category, category);
    text_set(&type->ru, json_string_value(json_object_get(said, "ru")));
    text_set(&type->en, json_string_value(json_object_get(said, "en")));
    work_save(w, type);
    return moved;
}

/* Folders ask for the category of a document's type. */
enum status on_dictionary_changed(struct work *w, const struct event *e)
{
    const struct catalogue_dictionary_changed *changed = e->data;
    size_t i;
    json_t *type;
    bool moved = false;

    if (strcmp(changed->name, "doc_types") != 0)
        return ST_OK;
    json_array_foreach(json_object_get(changed->doc, "doc_types"), i, type) moved |=
        take_type(w, type, changed->version);
    if (moved)
        sort_all(w);
    return ST_OK;
}
