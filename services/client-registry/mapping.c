#include "mapping.h"

#include "mapping_transforms.h"

#include <string.h>

#include <glib.h>

struct mapping {
    json_t *document;
};

static const char *text_in(const json_t *object, const char *name)
{
    return json_string_value(json_object_get(object, name));
}

/* "client/name": a step of it has a name. */
static bool has_empty_step(const char *path)
{
    return !*path || *path == '/' || g_str_has_suffix(path, "/") || strstr(path, "//");
}

static char *check_member(const json_t *member)
{
    const json_t *one;
    size_t index;
    if (!text_in(member, "from") || !text_in(member, "to"))
        return g_strdup("a member needs \"from\" and \"to\"");
    if (has_empty_step(text_in(member, "to")))
        return g_strdup_printf("a step of \"%s\" has no name", text_in(member, "to"));
    json_array_foreach(
        json_object_get(member, "do"), index,
        one) if (!transform_named(json_string_value(one))) return g_strdup_printf("no transform \"%s\"",
                                                                                  json_string_value(one));
    return NULL;
}

static char *check_object(const json_t *object)
{
    const json_t *member;
    size_t index;
    if (!text_in(object, "type") || !text_in(object, "id") || !json_is_array(json_object_get(object, "members")))
        return g_strdup("an object needs \"type\", \"id\" and \"members\"");
    json_array_foreach(json_object_get(object, "members"), index, member)
    {
        char *reason = check_member(member);
        if (reason)
            return reason;
    }
    return NULL;
}

static char *check_document(const json_t *document)
{
    const json_t *object;
    size_t index;
    if (!text_in(document, "topic") || !json_is_object(json_object_get(document, "nodes")))
        return g_strdup("a mapping needs \"topic\" and \"nodes\"");
    json_array_foreach(json_object_get(document, "objects"), index, object)
    {
        char *reason = check_object(object);
        if (reason)
            return reason;
    }
    return NULL;
}

struct mapping *mapping_new(const json_t *document, char **out_reason)
{
    char *reason = check_document(document);
    if (reason) {
        *out_reason = reason;
        return NULL;
    }
    struct mapping *mapping = g_new0(struct mapping, 1);
    mapping->document = json_deep_copy(document);
    return mapping;
}

void mapping_free(struct mapping *mapping)
{
    if (!mapping)
        return;
    json_decref(mapping->document);
    g_free(mapping);
}

const char *mapping_topic(const struct mapping *mapping)
{
    return text_in(mapping->document, "topic");
}

enum status mapping_node(const struct mapping *mapping, const char *name, struct mapping_node *out)
{
    const json_t *node = json_object_get(json_object_get(mapping->document, "nodes"), name);
    if (!text_in(node, "system") || !text_in(node, "branch") || !text_in(node, "zone"))
        return ST_NOT_FOUND;
    *out = (struct mapping_node){text_in(node, "system"), text_in(node, "branch"), text_in(node, "zone")};
    return ST_OK;
}

/* "Контрагент/Фамилия" inside the object; NULL where a step is missing. */
static const json_t *value_at(const json_t *object, const char *path)
{
    g_auto(GStrv) steps = g_strsplit(path, "/", 0);
    for (char **step = steps; *step; step++)
        object = json_object_get(object, *step);
    return object;
}

/* Sets a member, making the objects on the way; lists grow. Takes over `value`. */
static void put_at_take(json_t *target, const char *path, json_t *value)
{
    g_auto(GStrv) steps = g_strsplit(path, "/", 2);
    if (steps[1]) {
        if (!json_object_get(target, steps[0]))
            json_object_set_new(target, steps[0], json_object());
        put_at_take(json_object_get(target, steps[0]), steps[1], value);
        return;
    }
    json_t *before = json_object_get(target, steps[0]);
    if (json_is_array(before) && json_is_array(value))
        json_array_extend(before, value);
    else
        json_object_set(target, steps[0], value);
    json_decref(value);
}

/* The dictionary's word, or the text itself: an unknown word is kept and shows up in the data. */
static json_t *translated(const json_t *words, const json_t *value)
{
    const json_t *one;
    size_t index;
    if (json_is_string(value)) {
        json_t *word = json_object_get(words, json_string_value(value));
        return word ? json_incref(word) : json_deep_copy(value);
    }
    json_t *list = json_array();
    json_array_foreach(value, index, one) json_array_append_new(list, translated(words, one));
    return list;
}

/* NULL when there is nothing to say. */
static json_t *transformed(const json_t *member, const json_t *value, const char *zone)
{
    const json_t *words = json_object_get(member, "words"), *name;
    size_t index;
    json_t *now = transform_is_empty(value) ? NULL : json_deep_copy(value);
    json_array_foreach(json_object_get(member, "do"), index, name)
    {
        json_t *next = now ? transform_named(json_string_value(name))(now, zone) : NULL;
        json_decref(now);
        now = next;
    }
    if (!now || !words)
        return now;
    json_t *word = translated(words, now);
    json_decref(now);
    return word;
}

static bool fits(const json_t *item, const json_t *when)
{
    const char *name;
    json_t *wanted;
    json_object_foreach((json_t *)when, name,
                        wanted) if (!json_equal(json_object_get(item, name), wanted)) return false;
    return true;
}

static void map_member(const json_t *member, const json_t *from, const char *zone, json_t *out)
{
    json_t *value = transformed(member, value_at(from, text_in(member, "from")), zone);
    if (value)
        put_at_take(out, text_in(member, "to"), value);
}

static void map_members(const json_t *object_map, const json_t *object, const char *zone, json_t *out)
{
    const json_t *member, *item;
    size_t index, inner;
    json_array_foreach(json_object_get(object_map, "members"), index, member)
    {
        if (!text_in(member, "each")) {
            map_member(member, object, zone, out);
            continue;
        }
        json_array_foreach(value_at(object, text_in(member, "each")), inner,
                           item) if (fits(item, json_object_get(member, "when"))) map_member(member, item, zone, out);
    }
}

static const json_t *object_map_of(const struct mapping *mapping, const char *type)
{
    const json_t *object;
    size_t index;
    json_array_foreach(json_object_get(mapping->document, "objects"), index,
                       object) if (!g_strcmp0(text_in(object, "type"), type)) return object;
    return NULL;
}

/* References may be numbers: Oracle's keys. */
static json_t *id_of(const json_t *value)
{
    if (json_is_integer(value))
        return json_sprintf("%" JSON_INTEGER_FORMAT, json_integer_value(value));
    json_t *bare = json_is_string(value) ? transform_named("reference")(value, NULL) : NULL;
    return bare;
}

json_t *mapping_apply(const struct mapping *mapping, const char *type, const json_t *object, const char *zone)
{
    const json_t *map = object_map_of(mapping, type);
    json_t *id = map ? id_of(value_at(object, text_in(map, "id"))) : NULL;
    if (!id)
        return NULL;
    json_t *out = json_object();
    const char *mark = text_in(map, "deleted");
    json_object_set_new(out, "id", id);
    json_object_set_new(out, "deleted", json_boolean(mark && json_is_true(value_at(object, mark))));
    map_members(map, object, zone, out);
    return out;
}
