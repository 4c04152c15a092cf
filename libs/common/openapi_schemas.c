#include "openapi_schemas.h"

#include "log.h"

#include <string.h>

#include <glib.h>

#define COMPONENTS "#/components/schemas/"

static void rewrite(struct openapi_schemas *schemas, const char *name, json_t *value);

static void add_component(struct openapi_schemas *schemas, const char *name)
{
    g_autofree char *path = g_strdup_printf("%s/%s.json", schemas->folder, name);
    json_error_t error;
    if (json_object_get(schemas->components, name))
        return;
    json_t *schema = json_load_file(path, JSON_REJECT_DUPLICATES, &error);
    if (!schema) {
        log_warn("a schema of the API cannot be read", LOG_TEXT("schema", path), LOG_TEXT("reason", error.text));
        schema = json_object();
    }
    json_object_del(schema, "$schema");
    json_object_del(schema, "$id");
    json_object_set_new(schemas->components, name, schema); /* before its references, which may lead back */
    rewrite(schemas, name, schema);
}

/* "other.json#/x" and "#/x" of NAME become places among the components. Caller frees. */
static char *moved(struct openapi_schemas *schemas, const char *name, const char *reference)
{
    const char *fragment = strchr(reference, '#');
    size_t length = fragment ? (size_t)(fragment - reference) : strlen(reference);
    g_autofree char *file = g_strndup(reference, length);
    if (g_str_has_suffix(file, ".json"))
        file[length - strlen(".json")] = '\0';
    if (*file)
        add_component(schemas, file);
    return g_strconcat(COMPONENTS, *file ? file : name, fragment ? fragment + 1 : "", NULL);
}

static void rewrite_members(struct openapi_schemas *schemas, const char *name, json_t *object)
{
    const char *key;
    json_t *member;
    const char *reference = json_string_value(json_object_get(object, "$ref"));
    if (reference) {
        g_autofree char *place = moved(schemas, name, reference);
        json_object_set_new(object, "$ref", json_string(place));
    }
    json_object_foreach(object, key, member) if (strcmp(key, "$ref") != 0) rewrite(schemas, name, member);
}

static void rewrite(struct openapi_schemas *schemas, const char *name, json_t *value)
{
    size_t index;
    json_t *element;
    if (json_is_object(value))
        rewrite_members(schemas, name, value);
    json_array_foreach(value, index, element) rewrite(schemas, name, element);
}

json_t *openapi_schema_ref(struct openapi_schemas *schemas, const char *name)
{
    g_autofree char *place = g_strconcat(COMPONENTS, name, NULL);
    add_component(schemas, name);
    return json_pack("{s:s}", "$ref", place);
}
