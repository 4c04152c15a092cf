#include "check.h"

static bool is_trusted(const json_t *source)
{
    return json_is_true(json_object_get(source, "trusted"));
}

/* The broker does not tell a reader who wrote: who may write a topic can name any source that has it. */
static void compare(struct check *check, const json_t *source, const json_t *trusted)
{
    size_t i;
    json_t *topic;

    json_array_foreach(json_object_get(source, "topics"), i, topic)
    {
        if (check_has(json_object_get(trusted, "topics"), json_string_value(topic)))
            check_hole(check, HOLE_SOURCE, tr("sources %s: not trusted, and can write in the name of %s by %s"),
                       check_text(source, "name"), check_text(trusted, "name"), json_string_value(topic));
    }
}

void check_sources(struct check *check)
{
    size_t i, n;
    json_t *one, *other;

    json_array_foreach((json_t *)check_rows(check, "sources"), i, one)
    {
        json_array_foreach((json_t *)check_rows(check, "sources"), n, other)
        {
            if (!is_trusted(one) && is_trusted(other))
                compare(check, one, other);
        }
    }
}
