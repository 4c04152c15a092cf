/* References: URIs, fragments, further documents, loops. */
#include "json_schema_internal.h"

#include <string.h>

char *compiler_resolve(const char *base, const char *reference)
{
    size_t length = strcspn(reference, "#");
    if (length == 0)
        return g_strdup(base);
    g_autofree char *bare = g_strndup(reference, length);
    return g_uri_resolve_relative(base, bare, G_URI_FLAGS_ENCODED, NULL);
}

static const json_t *step_into(const json_t *json, const char *token)
{
    g_autoptr(GString) name = g_string_new(token);
    g_string_replace(name, "~1", "/", 0);
    g_string_replace(name, "~0", "~", 0);
    if (json_is_object(json))
        return json_object_get(json, name->str);
    guint64 index;
    if (json_is_array(json) && g_ascii_string_to_unsigned(name->str, 10, 0, G_MAXUINT32, &index, NULL))
        return json_array_get(json, index);
    return NULL;
}

static struct node *node_at(const struct compiler *compiler, const json_t *json, const char *pointer)
{
    g_auto(GStrv) tokens = g_strsplit(pointer + 1, "/", -1);
    for (char **token = tokens; *token && json; token++)
        json = step_into(json, *token);
    return json ? g_hash_table_lookup(compiler->by_json, json) : NULL;
}

struct node *compiler_fragment(const struct compiler *compiler, const struct resource *resource, const char *fragment)
{
    g_autofree char *name = g_uri_unescape_string(fragment, NULL);
    if (!name)
        return NULL;
    if (!*name)
        return resource->node;
    return *name == '/' ? node_at(compiler, resource->json, name) : g_hash_table_lookup(resource->anchors, name);
}

static struct resource *load(struct compiler *compiler, const char *uri)
{
    const char *name = g_str_has_prefix(uri, JSON_SCHEMA_BASE) ? uri + strlen(JSON_SCHEMA_BASE) : uri;
    json_t *doc = compiler->options->load ? compiler->options->load(name, compiler->options->context) : NULL;
    if (!doc)
        return NULL;
    g_ptr_array_add(compiler->schema->documents, doc);
    return compiler_document(compiler, doc, uri);
}

static bool tie(struct compiler *compiler, struct check *check)
{
    const char *reference = json_string_value(check->value);
    const char *fragment = strchr(reference, '#');
    g_autofree char *uri = compiler_resolve(check->owner->resource->uri, reference);
    struct resource *resource = uri ? g_hash_table_lookup(compiler->by_uri, uri) : NULL;
    if (uri && !resource)
        resource = load(compiler, uri);
    compiler->resource = check->owner->resource;
    check->node = resource ? compiler_fragment(compiler, resource, fragment ? fragment + 1 : "") : NULL;
    if (!check->node)
        return compiler_refuse(compiler, NULL, "%s \"%s\" points at no schema", check->keyword->name, reference);
    g_autofree char *anchor = fragment ? g_uri_unescape_string(fragment + 1, NULL) : NULL;
    const struct resource *home = check->node->resource;
    gpointer name = NULL, node = NULL;
    if (anchor && strcmp(check->keyword->name, "$dynamicRef") == 0 &&
        g_hash_table_lookup_extended(home->dynamics, anchor, &name, &node) && node == check->node)
        check->anchor = name;
    return true;
}

bool compiler_tie(struct compiler *compiler)
{
    for (guint i = 0; i < compiler->pending->len; i++)
        if (!tie(compiler, g_ptr_array_index(compiler->pending, i)))
            return false;
    return true;
}

static bool descend(struct compiler *compiler, struct node *node, unsigned depth);

static bool descend_check(struct compiler *compiler, const struct check *check, unsigned depth)
{
    if (check->keyword->kind != KEYWORD_IN_PLACE)
        return true;
    if (check->node && !descend(compiler, check->node, depth))
        return false;
    for (guint i = 0; check->nodes && i < check->nodes->len; i++)
        if (!descend(compiler, g_ptr_array_index(check->nodes, i), depth))
            return false;
    return true;
}

static bool descend(struct compiler *compiler, struct node *node, unsigned depth)
{
    if (node->loop == LOOP_DONE || !node->checks)
        return true;
    compiler->resource = node->resource;
    if (node->loop == LOOP_OPEN)
        return compiler_refuse(compiler, NULL, "a reference leads back to itself");
    if (depth >= JSON_SCHEMA_DEPTH_MAX)
        return compiler_refuse(compiler, NULL, "references follow each other too long");
    node->loop = LOOP_OPEN;
    for (guint i = 0; i < node->checks->len; i++)
        if (!descend_check(compiler, g_ptr_array_index(node->checks, i), depth + 1))
            return false;
    node->loop = LOOP_DONE;
    return true;
}

bool compiler_check_loops(struct compiler *compiler)
{
    for (guint i = 0; i < compiler->schema->nodes->len; i++)
        if (!descend(compiler, g_ptr_array_index(compiler->schema->nodes, i), 0))
            return false;
    return true;
}

static json_t *load_sibling(const char *uri, void *context)
{
    if (strchr(uri, '/') || *uri == '.')
        return NULL;
    g_autofree char *path = g_build_filename(context, uri, NULL);
    return json_load_file(path, JSON_REJECT_DUPLICATES, NULL);
}

struct json_schema *json_schema_compile_file(const char *folder, const char *name, bool assert_formats, char **error)
{
    g_autofree char *path = g_build_filename(folder, name, NULL);
    json_error_t at;
    json_t *doc = json_load_file(path, JSON_REJECT_DUPLICATES, &at);
    if (!doc) {
        *error = g_strdup_printf("%s:%d: %s", name, at.line, at.text);
        return NULL;
    }
    struct json_schema_options options = {assert_formats, name, load_sibling, (void *)folder};
    struct json_schema *schema = json_schema_compile(doc, &options, error);
    if (schema)
        g_ptr_array_add(schema->documents, doc);
    else
        json_decref(doc);
    return schema;
}
