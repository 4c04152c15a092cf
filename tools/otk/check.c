#include "check.h"

#include "company_parts.h"

#include <string.h>

void check_hole(struct check *check, enum hole kind, const char *format, ...)
{
    struct hole_told *hole = g_new0(struct hole_told, 1);
    va_list arguments;

    hole->kind = kind;
    va_start(arguments, format);
    hole->text = g_strdup_vprintf(format, arguments);
    va_end(arguments);
    g_ptr_array_add(check->holes, hole);
}

static void hole_free(void *told)
{
    struct hole_told *hole = told;

    g_free(hole->text);
    g_free(hole);
}

static bool read_all(struct check *check, const char *folder)
{
    g_autoptr(GDir) dir = g_dir_open(folder, 0, NULL);
    bool ok = true;

    for (const char *name; dir && (name = g_dir_read_name(dir));) {
        if (!g_str_has_suffix(name, ".json"))
            continue;
        g_autofree char *part = g_strndup(name, strlen(name) - strlen(".json"));
        json_t *content = company_read(folder, part);
        ok &= content != NULL;
        if (content)
            json_object_set_new(check->files, part, content);
    }
    json_t *types = company_read_types(folder);
    if (types)
        json_object_set_new(check->files, "types", types);
    return ok && types;
}

/* Every part that is loaded must be there. */
static bool all_there(struct check *check)
{
    const json_t *company = json_object_get(check->files, "company");
    bool ok = company != NULL;
    size_t i;
    json_t *part;

    if (!company)
        otk_fail(OTK_FAILED, "company.json: %s", tr("missing"));
    json_array_foreach(json_object_get(company, "load_order"), i, part)
    {
        if (!json_object_get(check->files, json_string_value(part)))
            ok = otk_fail(OTK_FAILED, "%s.json: %s", json_string_value(part), tr("missing")) == OTK_DONE;
    }
    return ok;
}

bool check_open(struct check *check, const char *folder)
{
    check->files = json_object();
    check->holes = g_ptr_array_new_with_free_func(hole_free);
    check->sets = g_hash_table_new_full(g_str_hash, g_str_equal, NULL, (GDestroyNotify)g_hash_table_unref);
    return read_all(check, folder) && all_there(check);
}

void check_close(struct check *check)
{
    json_decref(check->files);
    g_ptr_array_free(check->holes, TRUE);
    g_hash_table_unref(check->sets);
}

const json_t *check_rows(const struct check *check, const char *part)
{
    const struct company_part *known = company_part_of(part, 0);
    const char *list = known && known->list ? known->list : part;

    return json_object_get(json_object_get(check->files, part), list);
}

const char *check_text(const json_t *object, const char *member)
{
    const char *text = json_string_value(json_object_get(object, member));
    return text ? text : "";
}

const char *check_label(const json_t *object)
{
    static const char *const names[] = {"code", "tab_no", "name", "branch"};

    for (size_t i = 0; i < G_N_ELEMENTS(names); i++)
        if (*check_text(object, names[i]))
            return check_text(object, names[i]);
    return "?";
}
