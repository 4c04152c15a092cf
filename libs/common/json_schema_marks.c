/* What has been evaluated of an instance, for unevaluatedProperties and unevaluatedItems. */
#include "json_schema_internal.h"

#include <string.h>

void marks_name(struct frame *frame, const char *instance_key)
{
    struct marks *marks = frame->marks;
    if (!marks)
        return;
    if (!marks->names)
        marks->names = g_hash_table_new(NULL, NULL);
    g_hash_table_add(marks->names, (gpointer)instance_key);
}

static void grow_items(struct marks *marks, guint size)
{
    if (!marks->items)
        marks->items = g_byte_array_new();
    guint old = marks->items->len;
    if (size <= old)
        return;
    g_byte_array_set_size(marks->items, size);
    memset(marks->items->data + old, 0, size - old);
}

void marks_item(struct frame *frame, size_t index)
{
    if (!frame->marks)
        return;
    grow_items(frame->marks, (guint)index + 1);
    frame->marks->items->data[index] = 1;
}

void marks_all(struct frame *frame)
{
    if (frame->marks)
        frame->marks->all = true;
}

bool marks_has_name(const struct frame *frame, const char *instance_key)
{
    const struct marks *marks = frame->marks;
    return marks->all || (marks->names && g_hash_table_contains(marks->names, instance_key));
}

bool marks_has_item(const struct frame *frame, size_t index)
{
    const struct marks *marks = frame->marks;
    return marks->all || (marks->items && index < marks->items->len && marks->items->data[index]);
}

void marks_merge(struct marks *into, const struct marks *from)
{
    into->all |= from->all;
    if (from->names) {
        if (!into->names)
            into->names = g_hash_table_new(NULL, NULL);
        GHashTableIter iter;
        gpointer key;
        g_hash_table_iter_init(&iter, from->names);
        while (g_hash_table_iter_next(&iter, &key, NULL))
            g_hash_table_add(into->names, key);
    }
    if (!from->items)
        return;
    grow_items(into, from->items->len);
    for (guint i = 0; i < from->items->len; i++)
        into->items->data[i] |= from->items->data[i];
}

void marks_release(struct marks *marks)
{
    g_clear_pointer(&marks->names, g_hash_table_unref);
    if (marks->items)
        g_byte_array_unref(marks->items);
    marks->items = NULL;
}
