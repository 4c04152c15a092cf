/* Keywords that apply other schemas to the same instance. */
#include "json_schema_keywords.h"

bool json_schema_all_of(struct frame *frame, const struct check *check)
{
    bool fits = true;
    for (guint i = 0; i < check->nodes->len && (fits || frame_goes_on(frame)); i++)
        fits &= frame_here(frame, g_ptr_array_index(check->nodes, i));
    return fits;
}

bool json_schema_any_of(struct frame *frame, const struct check *check)
{
    bool fits = false;
    for (guint i = 0; i < check->nodes->len && (!fits || frame->marks); i++)
        fits |= frame_probe(frame, g_ptr_array_index(check->nodes, i));
    return fits || frame_fail(frame, check, NULL);
}

bool json_schema_one_of(struct frame *frame, const struct check *check)
{
    guint fitting = 0;
    for (guint i = 0; i < check->nodes->len && fitting < 2; i++)
        fitting += frame_probe(frame, g_ptr_array_index(check->nodes, i));
    return fitting == 1 || frame_fail(frame, check, NULL);
}

bool json_schema_not(struct frame *frame, const struct check *check)
{
    struct frame apart = *frame;
    apart.marks = NULL;
    return !frame_probe(&apart, check->node) || frame_fail(frame, check, NULL);
}

/* `node` is the condition, `sibling` and `other_sibling` are then and else. */
bool json_schema_if(struct frame *frame, const struct check *check)
{
    const struct check *branch = frame_probe(frame, check->node) ? check->sibling : check->other_sibling;
    return !branch || frame_here(frame, branch->node);
}

bool json_schema_ref(struct frame *frame, const struct check *check)
{
    return frame_here(frame, check->node);
}

/* The outermost resource on the way that has the dynamic anchor wins (core, 8.2.3.2). */
bool json_schema_dynamic_ref(struct frame *frame, const struct check *check)
{
    const struct node *target = check->node;
    for (const struct scope *scope = frame->scope; check->anchor && scope; scope = scope->outer) {
        const struct node *found = g_hash_table_lookup(scope->resource->dynamics, check->anchor);
        target = found ? found : target;
    }
    return frame_here(frame, target);
}
