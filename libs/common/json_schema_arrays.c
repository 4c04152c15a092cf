/* Keywords about arrays. */
#include "json_order.h"
#include "json_schema_keywords.h"

bool json_schema_prefix_items(struct frame *frame, const struct check *check)
{
    bool fits = true;
    size_t count = MIN(json_array_size(frame->instance), check->nodes->len);
    for (size_t i = 0; i < count && (fits || frame_goes_on(frame)); i++) {
        marks_item(frame, i);
        fits &= frame_item(frame, g_ptr_array_index(check->nodes, i), i, json_array_get(frame->instance, i));
    }
    return fits;
}

/* Applies to what prefixItems leaves. */
bool json_schema_items(struct frame *frame, const struct check *check)
{
    bool fits = true;
    size_t first = check->sibling ? check->sibling->nodes->len : 0, count = json_array_size(frame->instance);
    for (size_t i = first; i < count && (fits || frame_goes_on(frame)); i++)
        fits &= frame_item(frame, check->node, i, json_array_get(frame->instance, i));
    if (json_is_array(frame->instance))
        marks_all(frame);
    return fits;
}

/* `limit` is minContains (1 by default), `upper_limit` maxContains. */
bool json_schema_contains(struct frame *frame, const struct check *check)
{
    size_t found = 0, i;
    json_t *item;
    if (!json_is_array(frame->instance))
        return true;
    json_array_foreach(frame->instance, i, item)
    {
        if (!frame_item_probe(frame, check->node, i, item))
            continue;
        marks_item(frame, i);
        found++;
    }
    if (found >= check->limit && found <= check->upper_limit)
        return true;
    return frame_fail_number(frame, check, found < check->limit ? check->limit : check->upper_limit);
}

bool json_schema_unevaluated_items(struct frame *frame, const struct check *check)
{
    bool fits = true;
    size_t i;
    json_t *item;
    json_array_foreach(frame->instance, i, item) if (!marks_has_item(frame, i)) fits &=
        frame_item(frame, check->node, i, item);
    if (json_is_array(frame->instance))
        marks_all(frame);
    return fits;
}

bool json_schema_unique_items(struct frame *frame, const struct check *check)
{
    if (!json_is_true(check->value) || !json_is_array(frame->instance))
        return true;
    if (!frame_spend(frame, json_array_size(frame->instance)))
        return false;
    return !json_order_repeats(frame->instance) || frame_fail(frame, check, NULL);
}

bool json_schema_min_items(struct frame *frame, const struct check *check)
{
    return !json_is_array(frame->instance) || json_array_size(frame->instance) >= check->limit ||
           frame_fail_number(frame, check, check->limit);
}

bool json_schema_max_items(struct frame *frame, const struct check *check)
{
    return json_array_size(frame->instance) <= check->limit || frame_fail_number(frame, check, check->limit);
}
