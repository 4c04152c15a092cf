#include "company_parts.h"

#include <string.h>

static const struct company_part parts[] = {
    {"dictionaries", NULL, "intake", "/v1/dictionaries/dictionaries", {NULL}},
    {"dictionaries", NULL, "reporting", "/v1/labels", {NULL}},
    {"fields", NULL, "intake", "/v1/dictionaries/fields", {NULL}},
    {"base_fields", NULL, "intake", "/v1/dictionaries/base_fields", {NULL}},
    {"doc_types", NULL, "intake", "/v1/dictionaries/doc_types", {NULL}},
    {"activity", NULL, "intake", "/v1/dictionaries/activity", {NULL}},
    {"types", "types", "intake", "/v1/types", {"code"}},
    {"sources", "sources", "intake", "/v1/sources", {"name"}},
    {"rights", "rights", "staff", "/v1/reference/rights", {"code"}},
    {"offices", "offices", "staff", "/v1/reference/offices", {"code"}},
    {"roles", "roles", "staff", "/v1/roles", {"code"}},
    {"branches", "branches", "staff", "/v1/branches", {"code"}},
    {"departments", "departments", "staff", "/v1/departments", {"code"}},
    {"departments",
     "departments",
     "routing",
     "/v1/departments",
     {"code"},
     .tail = "/responsible",
     .pick = "responsible"},
    {"employees", "employees", "staff", "/v1/employees", {"tab_no"}},
    {"calendars", "calendars", "sla-timer", "/v1/calendars", {"code"}},
    {"sla_rules", "rules", "sla-timer", "/v1/rules", {"code"}},
    {"bindings", "bindings", "routing", "/v1/bindings", {NULL}, .waits = true},
    {"templates", "templates", "routing", "/v1/templates", {"code"}},
    {"templates", "templates", "notification", "/v1/layouts", {"code"}, .kind = "layout"},
    {"folder_templates", "folder_templates", "archive", "/v1/folder-templates", {"client_kind", "code"}},
};

const struct company_part *company_part_of(const char *file, size_t index)
{
    for (size_t i = 0; i < G_N_ELEMENTS(parts); i++)
        if (strcmp(parts[i].file, file) == 0 && index-- == 0)
            return &parts[i];
    return NULL;
}

char *company_part_path(const struct company_part *part, const json_t *object)
{
    GString *path = g_string_new(part->path);

    for (size_t i = 0; i < G_N_ELEMENTS(part->keys) && part->keys[i]; i++) {
        const char *value = json_string_value(json_object_get(object, part->keys[i]));
        if (!value) {
            g_string_free(path, TRUE);
            return NULL;
        }
        g_autofree char *escaped = api_escape(value);
        g_string_append_printf(path, "/%s", escaped);
    }
    g_string_append(path, part->tail ? part->tail : "");
    return g_string_free(path, FALSE);
}

json_t *company_part_body(const struct company_part *part, const json_t *object)
{
    json_t *picked = part->pick ? json_object_get(object, part->pick) : NULL;
    const char *kind = json_string_value(json_object_get(object, "kind"));

    if ((part->kind && g_strcmp0(kind, part->kind) != 0) || (part->pick && !picked))
        return NULL;
    return picked ? json_pack("{s:O}", part->pick, picked) : json_incref((json_t *)object);
}
