#include "http_schemas.h"

#include "build_info.h"
#include "json_schema.h"
#include "log.h"

#include <stdlib.h>

#include <glib.h>

struct http_schemas {
    GHashTable *by_name; /* of struct json_schema */
};

char *http_schemas_folder(const char *given)
{
    if (given)
        return g_strdup(given);
    return g_strdup_printf("%s/proto-schemas/http", build_share());
}

static void free_schema(void *schema)
{
    json_schema_free(schema);
}

static bool load_one(struct http_schemas *schemas, const char *folder, const char *name)
{
    g_autofree char *file = g_strdup_printf("%s.json", name);
    g_autofree char *error = NULL;
    g_autofree char *path = g_build_filename(folder, file, NULL);
    if (g_hash_table_contains(schemas->by_name, name))
        return true;
    if (!g_file_test(path, G_FILE_TEST_EXISTS)) {
        log_error("a body's schema is missing, so the body is not checked by it", LOG_TEXT("schema", file));
        return true;
    }
    struct json_schema *schema = json_schema_compile_file(folder, file, true, &error);
    if (!schema) {
        log_error("a body's schema cannot be used", LOG_TEXT("schema", file), LOG_TEXT("reason", error));
        return false;
    }
    g_hash_table_insert(schemas->by_name, g_strdup(name), schema);
    return true;
}

struct http_schemas *http_schemas_load(const struct route *routes, const char *folder)
{
    struct http_schemas *schemas = g_new0(struct http_schemas, 1);
    bool good = true;
    schemas->by_name = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, free_schema);
    for (const struct route *route = routes; route && route->path; route++)
        if (route->body_schema && !(route->flags & ROUTE_UPLOAD))
            good = load_one(schemas, folder, route->body_schema) && good;
    if (good)
        return schemas;
    http_schemas_free(schemas);
    return NULL;
}

void http_schemas_free(struct http_schemas *schemas)
{
    if (!schemas)
        return;
    g_hash_table_unref(schemas->by_name);
    g_free(schemas);
}

void http_schemas_check(const struct http_schemas *schemas, const char *name, const json_t *body, struct faults *faults)
{
    const struct json_schema *schema = g_hash_table_lookup(schemas->by_name, name);
    if (schema && !json_schema_validate(schema, body, faults) && !faults->count)
        faults_add(faults, "", "invalid", NULL);
}
