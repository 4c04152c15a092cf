/* How the value of each keyword is read when a schema is compiled, and what is refused there. */
#include "json_order.h"
#include "json_schema_keywords.h"

#include <string.h>

static bool refuse_value(struct compiler *compiler, const struct place *place, const char *expected)
{
    return compiler_refuse(compiler, place, "must be %s", expected);
}

bool read_any(struct compiler *compiler, struct check *check, const struct place *place)
{
    (void)compiler, (void)check, (void)place;
    return true;
}

bool read_boolean(struct compiler *compiler, struct check *check, const struct place *place)
{
    return json_is_boolean(check->value) || refuse_value(compiler, place, "true or false");
}

bool read_text(struct compiler *compiler, struct check *check, const struct place *place)
{
    return json_is_string(check->value) || refuse_value(compiler, place, "a string");
}

bool read_dialect(struct compiler *compiler, struct check *check, const struct place *place)
{
    static const char dialect[] = "https://json-schema.org/draft/2020-12/schema";
    const char *named = json_string_value(check->value);
    return (named && strncmp(named, dialect, strlen(dialect)) == 0 &&
            (!named[strlen(dialect)] || strcmp(named + strlen(dialect), "#") == 0)) ||
           compiler_refuse(compiler, place, "only %s is supported", dialect);
}

static bool is_anchor(const char *name)
{
    return name && (g_ascii_isalpha(*name) || *name == '_') &&
           name[strspn(name, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-._")] == '\0';
}

static bool add_anchor(struct compiler *compiler, struct check *check, const struct place *place, GHashTable *anchors)
{
    const char *name = json_string_value(check->value);
    if (!is_anchor(name))
        return refuse_value(compiler, place, "an anchor's name");
    struct node *known = g_hash_table_lookup(anchors, name);
    if (known && known != check->owner)
        return compiler_refuse(compiler, place, "anchor \"%s\" stands twice", name);
    g_hash_table_insert(anchors, (gpointer)name, (gpointer)check->owner);
    return true;
}

bool read_anchor(struct compiler *compiler, struct check *check, const struct place *place)
{
    return add_anchor(compiler, check, place, check->owner->resource->anchors);
}

bool read_dynamic_anchor(struct compiler *compiler, struct check *check, const struct place *place)
{
    return add_anchor(compiler, check, place, check->owner->resource->anchors) &&
           add_anchor(compiler, check, place, check->owner->resource->dynamics);
}

bool read_reference(struct compiler *compiler, struct check *check, const struct place *place)
{
    if (!json_is_string(check->value))
        return refuse_value(compiler, place, "a string");
    g_ptr_array_add(compiler->pending, check);
    return true;
}

static bool is_type_name(const json_t *name)
{
    static const char *const names[] = {"object", "array", "string", "integer", "number", "boolean", "null", NULL};
    return json_is_string(name) && g_strv_contains(names, json_string_value(name));
}

bool read_type(struct compiler *compiler, struct check *check, const struct place *place)
{
    size_t i;
    json_t *name;
    bool known = is_type_name(check->value) || json_array_size(check->value) > 0;
    json_array_foreach(check->value, i, name) known &= is_type_name(name);
    return known || refuse_value(compiler, place, "a type's name or a list of them");
}

bool read_list(struct compiler *compiler, struct check *check, const struct place *place)
{
    return json_is_array(check->value) || refuse_value(compiler, place, "a list");
}

bool read_number(struct compiler *compiler, struct check *check, const struct place *place)
{
    return json_is_number(check->value) || refuse_value(compiler, place, "a number");
}

bool read_divisor(struct compiler *compiler, struct check *check, const struct place *place)
{
    return json_number_value(check->value) > 0 || refuse_value(compiler, place, "a number above 0");
}

static bool count_of(const json_t *value, size_t *out_count)
{
    double number = json_number_value(value);
    if (!json_is_number(value) || !json_order_is_integer(value) || number < 0 || number > 1e15)
        return false;
    *out_count = (size_t)number;
    return true;
}

bool read_count(struct compiler *compiler, struct check *check, const struct place *place)
{
    return count_of(check->value, &check->limit) || refuse_value(compiler, place, "an integer from 0");
}

static bool is_name_list(const json_t *names)
{
    size_t i;
    json_t *name;
    bool good = json_is_array(names);
    json_array_foreach(names, i, name) good &= json_is_string(name);
    return good;
}

bool read_names(struct compiler *compiler, struct check *check, const struct place *place)
{
    return is_name_list(check->value) || refuse_value(compiler, place, "a list of names");
}

bool read_names_map(struct compiler *compiler, struct check *check, const struct place *place)
{
    const char *name;
    json_t *names;
    bool good = json_is_object(check->value);
    json_object_foreach((json_t *)check->value, name, names) good &= is_name_list(names);
    return good || refuse_value(compiler, place, "lists of names by member");
}

bool read_pattern(struct compiler *compiler, struct check *check, const struct place *place)
{
    if (!json_is_string(check->value))
        return refuse_value(compiler, place, "a string");
    pcre2_code *pattern = compiler_pattern(compiler, json_string_value(check->value), place);
    if (!pattern)
        return false;
    check->patterns = g_ptr_array_new_with_free_func((GDestroyNotify)pcre2_code_free);
    g_ptr_array_add(check->patterns, pattern);
    return true;
}

bool read_format(struct compiler *compiler, struct check *check, const struct place *place)
{
    if (!json_is_string(check->value))
        return refuse_value(compiler, place, "a string");
    if (!compiler->options->assert_formats)
        return true;
    check->format = json_schema_format_named(json_string_value(check->value));
    return check->format ||
           compiler_refuse(compiler, place, "format \"%s\" cannot be checked", json_string_value(check->value));
}

bool read_schema(struct compiler *compiler, struct check *check, const struct place *place)
{
    check->node = compiler_node(compiler, check->value, place);
    return check->node;
}

bool read_schemas(struct compiler *compiler, struct check *check, const struct place *place)
{
    if (json_array_size(check->value) == 0)
        return refuse_value(compiler, place, "a list of schemas");
    check->nodes = g_ptr_array_new();
    struct place item = {place, NULL, 0};
    json_t *schema;
    json_array_foreach(check->value, item.index, schema)
    {
        struct node *node = compiler_node(compiler, schema, &item);
        if (!node)
            return false;
        g_ptr_array_add(check->nodes, node);
    }
    return true;
}

bool read_schema_map(struct compiler *compiler, struct check *check, const struct place *place)
{
    if (!json_is_object(check->value))
        return refuse_value(compiler, place, "schemas by name");
    check->nodes = g_ptr_array_new();
    check->names = g_ptr_array_new();
    const char *name;
    json_t *schema;
    json_object_foreach((json_t *)check->value, name, schema)
    {
        struct place member = {place, name, 0};
        struct node *node = compiler_node(compiler, schema, &member);
        if (!node)
            return false;
        g_ptr_array_add(check->nodes, node);
        g_ptr_array_add(check->names, (gpointer)name);
    }
    return true;
}

bool read_pattern_map(struct compiler *compiler, struct check *check, const struct place *place)
{
    if (!read_schema_map(compiler, check, place))
        return false;
    check->patterns = g_ptr_array_new_with_free_func((GDestroyNotify)pcre2_code_free);
    for (guint i = 0; i < check->names->len; i++) {
        pcre2_code *pattern = compiler_pattern(compiler, g_ptr_array_index(check->names, i), place);
        if (!pattern)
            return false;
        g_ptr_array_add(check->patterns, pattern);
    }
    return true;
}

bool read_items(struct compiler *compiler, struct check *check, const struct place *place)
{
    check->sibling = node_check(check->owner, "prefixItems");
    return read_schema(compiler, check, place);
}

bool read_contains(struct compiler *compiler, struct check *check, const struct place *place)
{
    const struct check *least = node_check(check->owner, "minContains"),
                       *most = node_check(check->owner, "maxContains");
    check->limit = least ? least->limit : 1;
    check->upper_limit = most ? most->limit : SIZE_MAX;
    return read_schema(compiler, check, place);
}

bool read_additional(struct compiler *compiler, struct check *check, const struct place *place)
{
    check->sibling = node_check(check->owner, "properties");
    check->other_sibling = node_check(check->owner, "patternProperties");
    return read_schema(compiler, check, place);
}

bool read_unevaluated(struct compiler *compiler, struct check *check, const struct place *place)
{
    compiler->schema->tracks = true;
    return read_schema(compiler, check, place);
}

bool read_if(struct compiler *compiler, struct check *check, const struct place *place)
{
    check->sibling = node_check(check->owner, "then");
    check->other_sibling = node_check(check->owner, "else");
    return read_schema(compiler, check, place);
}
