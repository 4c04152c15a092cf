#include "otk.h"

json_t *company_read(const char *folder, const char *file)
{
    json_error_t error;
    g_autofree char *name = g_strconcat(file, ".json", NULL);
    g_autofree char *path = g_build_filename(folder, name, NULL);
    json_t *content = json_load_file(path, JSON_REJECT_DUPLICATES, &error);

    if (!content)
        otk_fail(OTK_FAILED, "%s:%d: %s", path, error.line, error.text);
    return content;
}

static int by_text(const void *a, const void *b)
{
    return g_strcmp0(*(const char *const *)a, *(const char *const *)b);
}

static GPtrArray *file_names(const char *folder)
{
    g_autoptr(GDir) dir = g_dir_open(folder, 0, NULL);
    GPtrArray *names = g_ptr_array_new_with_free_func(g_free);

    for (const char *name; dir && (name = g_dir_read_name(dir));)
        if (g_str_has_suffix(name, ".json"))
            g_ptr_array_add(names, g_strndup(name, strlen(name) - strlen(".json")));
    g_ptr_array_sort(names, by_text);
    return names;
}

json_t *company_read_types(const char *folder)
{
    g_autofree char *types = g_build_filename(folder, "types", NULL);
    g_autoptr(GPtrArray) names = file_names(types);
    json_t *list = json_array();

    for (guint i = 0; i < names->len; i++) {
        json_t *one = company_read(types, names->pdata[i]);
        if (!one) {
            json_decref(list);
            return NULL;
        }
        json_array_append_new(list, one);
    }
    return json_pack("{s:o}", "types", list);
}

bool company_wants(const char *only, const char *part)
{
    g_auto(GStrv) words = only ? g_strsplit(only, ",", -1) : NULL;
    return !words || g_strv_contains((const char *const *)words, part);
}
