/* From the document to nodes and checks. */
#include "json_schema_internal.h"

#include <stdarg.h>
#include <string.h>

enum { DOCUMENT_DEPTH_MAX = 200 };

static void check_free(void *pointer)
{
    struct check *check = pointer;
    g_clear_pointer(&check->nodes, g_ptr_array_unref);
    g_clear_pointer(&check->names, g_ptr_array_unref);
    g_clear_pointer(&check->patterns, g_ptr_array_unref);
    g_free(check);
}

static void node_free(void *pointer)
{
    struct node *node = pointer;
    g_clear_pointer(&node->checks, g_ptr_array_unref);
    g_free(node);
}

static void resource_free(void *pointer)
{
    struct resource *resource = pointer;
    g_hash_table_unref(resource->anchors);
    g_hash_table_unref(resource->dynamics);
    g_free(resource->uri);
    g_free(resource);
}

bool compiler_refuse(struct compiler *compiler, const struct place *place, const char *format, ...)
{
    if (compiler->error)
        return false;
    va_list values;
    va_start(values, format);
    g_autofree char *reason = g_strdup_vprintf(format, values);
    va_end(values);
    g_autofree char *pointer = json_schema_pointer(place);
    const char *uri = compiler->resource ? compiler->resource->uri : "";
    if (g_str_has_prefix(uri, JSON_SCHEMA_BASE))
        uri += strlen(JSON_SCHEMA_BASE);
    compiler->error = g_strdup_printf("%s#%s: %s", uri, pointer, reason);
    return false;
}

const struct check *node_check(const struct node *node, const char *keyword)
{
    for (guint i = 0; i < node->checks->len; i++) {
        const struct check *check = g_ptr_array_index(node->checks, i);
        if (strcmp(check->keyword->name, keyword) == 0)
            return check;
    }
    return NULL;
}

pcre2_code *compiler_pattern(struct compiler *compiler, const char *pattern, const struct place *place)
{
    const uint32_t options =
        PCRE2_UTF | PCRE2_DOLLAR_ENDONLY | PCRE2_ALT_BSUX | PCRE2_MATCH_UNSET_BACKREF | PCRE2_NEVER_BACKSLASH_C;
    int error;
    PCRE2_SIZE offset;
    pcre2_code *code = pcre2_compile((PCRE2_SPTR)pattern, PCRE2_ZERO_TERMINATED, options, &error, &offset, NULL);
    if (!code) {
        char reason[160];
        pcre2_get_error_message(error, (PCRE2_UCHAR *)reason, sizeof reason);
        compiler_refuse(compiler, place, "pattern \"%s\" at %zu: %s", pattern, offset, reason);
    }
    return code;
}

struct resource *compiler_resource(struct compiler *compiler, const json_t *json, const char *uri)
{
    struct resource *resource = g_new0(struct resource, 1);
    resource->uri = g_strdup(uri);
    resource->json = json;
    resource->anchors = g_hash_table_new(g_str_hash, g_str_equal);
    resource->dynamics = g_hash_table_new(g_str_hash, g_str_equal);
    g_ptr_array_add(compiler->schema->resources, resource);
    g_hash_table_insert(compiler->by_uri, resource->uri, resource);
    return resource;
}

static bool open_resource(struct compiler *compiler, const json_t *json, const struct place *place)
{
    const char *id = json_string_value(json_object_get(json, "$id"));
    const char *fragment = id ? strchr(id, '#') : NULL;
    if (!id)
        return true;
    if (fragment && fragment[1])
        return compiler_refuse(compiler, place, "$id \"%s\" has a fragment", id);
    g_autofree char *uri = compiler_resolve(compiler->resource->uri, id);
    if (!uri)
        return compiler_refuse(compiler, place, "$id \"%s\" is no URI", id);
    struct resource *known = g_hash_table_lookup(compiler->by_uri, uri);
    if (known && known->json != json)
        return compiler_refuse(compiler, place, "$id \"%s\" stands twice", id);
    compiler->resource = known ? known : compiler_resource(compiler, json, uri);
    return true;
}

static bool check_names(struct compiler *compiler, const json_t *json, const struct place *place)
{
    const char *name;
    json_t *value;
    json_object_foreach((json_t *)json, name,
                        value) if (!g_str_has_prefix(name, "x-") &&
                                   !json_schema_keyword(name)) return compiler_refuse(compiler, place,
                                                                                      "keyword \"%s\" is not supported",
                                                                                      name);
    return true;
}

static bool add_check(struct compiler *compiler, struct node *node, const struct keyword *keyword,
                      const struct place *place)
{
    const json_t *value = json_object_get(node->json, keyword->name);
    struct place here = {place, keyword->name, 0};
    if (!value || !keyword->compile)
        return true;
    struct check *check = g_new0(struct check, 1);
    check->keyword = keyword;
    check->owner = node;
    check->value = value;
    g_ptr_array_add(node->checks, check);
    return keyword->compile(compiler, check, &here);
}

static bool fill_node(struct compiler *compiler, struct node *node, const struct place *place)
{
    node->checks = g_ptr_array_new_with_free_func(check_free);
    if (!open_resource(compiler, node->json, place) || !check_names(compiler, node->json, place))
        return false;
    node->resource = compiler->resource;
    if (node->resource->json == node->json)
        node->resource->node = node;
    for (const struct keyword *keyword = json_schema_keywords; keyword->name; keyword++)
        if (!add_check(compiler, node, keyword, place))
            return false;
    return true;
}

struct node *compiler_node(struct compiler *compiler, const json_t *json, const struct place *place)
{
    struct node *node = g_hash_table_lookup(compiler->by_json, json);
    if (node)
        return node;
    if (!json_is_object(json) && !json_is_boolean(json))
        compiler_refuse(compiler, place, "must be a schema");
    if (compiler->depth >= DOCUMENT_DEPTH_MAX)
        compiler_refuse(compiler, place, "is nested too deep");
    if (compiler->error)
        return NULL;
    node = g_new0(struct node, 1);
    node->json = json;
    node->resource = compiler->resource;
    g_ptr_array_add(compiler->schema->nodes, node);
    g_hash_table_insert(compiler->by_json, (gpointer)json, node);
    struct resource *outer = compiler->resource;
    compiler->depth++;
    bool good = json_is_boolean(json) || fill_node(compiler, node, place);
    compiler->depth--;
    compiler->resource = outer;
    return good ? node : NULL;
}

struct resource *compiler_document(struct compiler *compiler, const json_t *doc, const char *uri)
{
    struct resource *resource = compiler_resource(compiler, doc, uri);
    compiler->resource = resource;
    resource->node = compiler_node(compiler, doc, NULL);
    compiler->resource = NULL;
    return resource->node ? resource : NULL;
}

static struct json_schema *schema_new(void)
{
    struct json_schema *schema = g_new0(struct json_schema, 1);
    schema->documents = g_ptr_array_new_with_free_func((GDestroyNotify)json_decref);
    schema->nodes = g_ptr_array_new_with_free_func(node_free);
    schema->resources = g_ptr_array_new_with_free_func(resource_free);
    return schema;
}

void json_schema_free(struct json_schema *schema)
{
    if (!schema)
        return;
    g_ptr_array_unref(schema->nodes);
    g_ptr_array_unref(schema->resources);
    g_ptr_array_unref(schema->documents);
    g_free(schema);
}

static bool compile_all(struct compiler *compiler, const json_t *doc)
{
    const char *name = compiler->options->name;
    g_autofree char *uri = compiler_resolve(JSON_SCHEMA_BASE, name ? name : "");
    struct resource *root = uri ? compiler_document(compiler, doc, uri) : NULL;
    if (!root)
        return compiler_refuse(compiler, NULL, "\"%s\" is no file name", name);
    compiler->schema->root = root->node;
    return compiler_tie(compiler) && compiler_check_loops(compiler);
}

struct json_schema *json_schema_compile(const json_t *doc, const struct json_schema_options *options, char **error)
{
    static const struct json_schema_options none;
    struct compiler compiler = {.schema = schema_new(), .options = options ? options : &none};
    compiler.by_json = g_hash_table_new(NULL, NULL);
    compiler.by_uri = g_hash_table_new(g_str_hash, g_str_equal);
    compiler.pending = g_ptr_array_new();
    if (!compile_all(&compiler, doc))
        g_clear_pointer(&compiler.schema, json_schema_free);
    g_hash_table_unref(compiler.by_json);
    g_hash_table_unref(compiler.by_uri);
    g_ptr_array_unref(compiler.pending);
    if (compiler.error)
        *error = compiler.error;
    return compiler.schema;
}
