/* Keywords about objects. */
#include "json_schema_keywords.h"

#include <string.h>

bool json_schema_properties(struct frame *frame, const struct check *check)
{
    bool fits = true;
    if (!json_is_object(frame->instance))
        return true;
    for (guint i = 0; i < check->names->len && (fits || frame_goes_on(frame)); i++) {
        const char *name = g_ptr_array_index(check->names, i);
        void *iter = json_object_iter_at((json_t *)frame->instance, name);
        if (!iter)
            continue;
        marks_name(frame, json_object_iter_key(iter));
        fits &= frame_member(frame, g_ptr_array_index(check->nodes, i), name, json_object_iter_value(iter));
    }
    return fits;
}

static bool pattern_member(struct frame *frame, const struct check *check, const char *name, const json_t *value)
{
    bool fits = true;
    for (guint i = 0; i < check->patterns->len; i++) {
        if (!frame_matches(frame, g_ptr_array_index(check->patterns, i), name, strlen(name)))
            continue;
        marks_name(frame, name);
        fits &= frame_member(frame, g_ptr_array_index(check->nodes, i), name, value);
    }
    return fits;
}

bool json_schema_pattern_properties(struct frame *frame, const struct check *check)
{
    bool fits = true;
    const char *name;
    json_t *value;
    json_object_foreach((json_t *)frame->instance, name, value)
    {
        fits &= pattern_member(frame, check, name, value);
        if (!fits && !frame_goes_on(frame))
            break;
    }
    return fits;
}

static bool is_additional(struct frame *frame, const struct check *check, const char *name)
{
    const struct check *properties = check->sibling, *patterns = check->other_sibling;
    if (properties && json_object_get(properties->value, name))
        return false;
    for (guint i = 0; patterns && i < patterns->patterns->len; i++)
        if (frame_matches(frame, g_ptr_array_index(patterns->patterns, i), name, strlen(name)))
            return false;
    return true;
}

/* "No further members" is said as such, not as a member that nothing fits. */
static bool further_member(struct frame *frame, const struct check *check, const char *name, const json_t *value)
{
    if (json_is_false(check->node->json))
        return frame_fail_member(frame, check, name);
    return frame_member(frame, check->node, name, value);
}

bool json_schema_additional_properties(struct frame *frame, const struct check *check)
{
    bool fits = true;
    const char *name;
    json_t *value;
    json_object_foreach((json_t *)frame->instance, name, value)
    {
        if (!is_additional(frame, check, name))
            continue;
        marks_name(frame, name);
        fits &= further_member(frame, check, name, value);
        if (!fits && !frame_goes_on(frame))
            break;
    }
    return fits;
}

bool json_schema_unevaluated_properties(struct frame *frame, const struct check *check)
{
    bool fits = true;
    const char *name;
    json_t *value;
    json_object_foreach((json_t *)frame->instance, name, value) if (!marks_has_name(frame, name)) fits &=
        further_member(frame, check, name, value);
    if (json_is_object(frame->instance))
        marks_all(frame);
    return fits;
}

bool json_schema_property_names(struct frame *frame, const struct check *check)
{
    bool fits = true;
    const char *name;
    json_t *value;
    json_object_foreach((json_t *)frame->instance, name, value)
    {
        json_t *text = json_string(name);
        fits &= frame_member(frame, check->node, name, text);
        json_decref(text);
        if (!fits && !frame_goes_on(frame))
            break;
    }
    return fits;
}

static bool require_all(struct frame *frame, const struct check *check, const json_t *names)
{
    bool fits = true;
    size_t i;
    json_t *name;
    json_array_foreach(names, i, name) if (!json_object_get(frame->instance, json_string_value(name))) fits =
        frame_fail_member(frame, check, json_string_value(name));
    return fits;
}

bool json_schema_required(struct frame *frame, const struct check *check)
{
    return !json_is_object(frame->instance) || require_all(frame, check, check->value);
}

bool json_schema_dependent_required(struct frame *frame, const struct check *check)
{
    bool fits = true;
    const char *name;
    json_t *names;
    if (!json_is_object(frame->instance))
        return true;
    json_object_foreach((json_t *)check->value, name, names) if (json_object_get(frame->instance, name)) fits &=
        require_all(frame, check, names);
    return fits;
}

bool json_schema_dependent_schemas(struct frame *frame, const struct check *check)
{
    bool fits = true;
    if (!json_is_object(frame->instance))
        return true;
    for (guint i = 0; i < check->names->len; i++)
        if (json_object_get(frame->instance, g_ptr_array_index(check->names, i)))
            fits &= frame_here(frame, g_ptr_array_index(check->nodes, i));
    return fits;
}

bool json_schema_min_properties(struct frame *frame, const struct check *check)
{
    return !json_is_object(frame->instance) || json_object_size(frame->instance) >= check->limit ||
           frame_fail_number(frame, check, check->limit);
}

bool json_schema_max_properties(struct frame *frame, const struct check *check)
{
    return json_object_size(frame->instance) <= check->limit || frame_fail_number(frame, check, check->limit);
}
