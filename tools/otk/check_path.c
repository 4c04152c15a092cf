#include "check.h"

#include <string.h>

bool check_has(const json_t *list, const char *text)
{
    size_t i;
    json_t *one;

    json_array_foreach((json_t *)list, i, one)
    {
        if (g_strcmp0(json_string_value(one), text) == 0)
            return true;
    }
    return false;
}

static void walk_items(const json_t *list, const char *rest, void (*each)(const char *text, void *arg), void *arg)
{
    size_t i;
    json_t *one;

    json_array_foreach((json_t *)list, i, one) check_walk(one, rest, each, arg);
}

static void walk_members(const json_t *object, const char *rest, void (*each)(const char *text, void *arg), void *arg)
{
    const char *name;
    json_t *one;

    json_object_foreach((json_t *)object, name, one) check_walk(one, rest, each, arg);
}

/* One step of the path: a member, "[]" for the items of a list, "*" for all members. */
void check_walk(const json_t *from, const char *path, void (*each)(const char *text, void *arg), void *arg)
{
    path += strspn(path, ".");
    if (!*path) {
        if (json_is_string(from))
            each(json_string_value(from), arg);
    } else if (g_str_has_prefix(path, "[]")) {
        walk_items(from, path + 2, each, arg);
    } else if (*path == '*') {
        walk_members(from, path + 1, each, arg);
    } else {
        size_t length = strcspn(path, ".[");
        g_autofree char *name = g_strndup(path, length);
        check_walk(json_object_get(from, name), path + length, each, arg);
    }
}
