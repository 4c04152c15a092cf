/* Keywords about any value, numbers and strings. */
#include "json_order.h"
#include "json_schema_keywords.h"

#include <stdlib.h>
#include <string.h>

static bool is_of_type(const json_t *value, const char *name)
{
    static const char *const names[] = {"object", "array", "string", "integer", "number", "boolean", "boolean", "null"};
    if (strcmp(name, "number") == 0)
        return json_is_number(value);
    if (strcmp(name, "integer") == 0)
        return json_order_is_integer(value);
    return strcmp(name, names[json_typeof(value)]) == 0;
}

bool json_schema_type(struct frame *frame, const struct check *check)
{
    if (json_is_string(check->value))
        return is_of_type(frame->instance, json_string_value(check->value)) ||
               frame_fail(frame, check, json_string_value(check->value));
    size_t i;
    json_t *name;
    json_array_foreach(check->value, i, name) if (is_of_type(frame->instance, json_string_value(name))) return true;
    return frame_fail(frame, check, json_string_value(json_array_get(check->value, 0)));
}

/* The allowed values as a person reads them: "LK, SITE, 5". */
static bool fail_list(struct frame *frame, const struct check *check)
{
    if (!frame->run->faults)
        return false;
    g_autoptr(GString) list = g_string_new(NULL);
    size_t i;
    json_t *allowed;
    json_array_foreach(check->value, i, allowed)
    {
        char *text = json_is_string(allowed) ? NULL : json_dumps(allowed, JSON_ENCODE_ANY | JSON_COMPACT);
        g_string_append_printf(list, "%s%s", i ? ", " : "", text ? text : json_string_value(allowed));
        free(text);
    }
    return frame_fail(frame, check, list->str);
}

bool json_schema_enum(struct frame *frame, const struct check *check)
{
    size_t i;
    json_t *allowed;
    if (!frame_spend(frame, json_array_size(check->value)))
        return false;
    json_array_foreach(check->value, i, allowed) if (json_order(frame->instance, allowed) == 0) return true;
    return fail_list(frame, check);
}

bool json_schema_const(struct frame *frame, const struct check *check)
{
    return json_order(frame->instance, check->value) == 0 || frame_fail(frame, check, json_string_value(check->value));
}

static bool fail_limit(struct frame *frame, const struct check *check)
{
    g_autofree char *limit = json_is_integer(check->value)
                                 ? g_strdup_printf("%" JSON_INTEGER_FORMAT, json_integer_value(check->value))
                                 : g_strdup_printf("%.15g", json_real_value(check->value));
    return frame_fail(frame, check, limit);
}

bool json_schema_minimum(struct frame *frame, const struct check *check)
{
    return !json_is_number(frame->instance) || json_order(frame->instance, check->value) >= 0 ||
           fail_limit(frame, check);
}

bool json_schema_maximum(struct frame *frame, const struct check *check)
{
    return !json_is_number(frame->instance) || json_order(frame->instance, check->value) <= 0 ||
           fail_limit(frame, check);
}

bool json_schema_exclusive_minimum(struct frame *frame, const struct check *check)
{
    return !json_is_number(frame->instance) || json_order(frame->instance, check->value) > 0 ||
           fail_limit(frame, check);
}

bool json_schema_exclusive_maximum(struct frame *frame, const struct check *check)
{
    return !json_is_number(frame->instance) || json_order(frame->instance, check->value) < 0 ||
           fail_limit(frame, check);
}

bool json_schema_multiple_of(struct frame *frame, const struct check *check)
{
    return !json_is_number(frame->instance) || json_order_multiple(frame->instance, check->value) ||
           fail_limit(frame, check);
}

/* jansson's strings are valid UTF-8: every byte that continues no character begins one. */
static size_t code_points(const json_t *text)
{
    const char *bytes = json_string_value(text);
    size_t count = 0;
    for (size_t i = 0; i < json_string_length(text); i++)
        count += (bytes[i] & 0xC0) != 0x80;
    return count;
}

bool json_schema_min_length(struct frame *frame, const struct check *check)
{
    return !json_is_string(frame->instance) || code_points(frame->instance) >= check->limit ||
           frame_fail_number(frame, check, check->limit);
}

bool json_schema_max_length(struct frame *frame, const struct check *check)
{
    return !json_is_string(frame->instance) || code_points(frame->instance) <= check->limit ||
           frame_fail_number(frame, check, check->limit);
}

bool json_schema_pattern(struct frame *frame, const struct check *check)
{
    const json_t *text = frame->instance;
    return !json_is_string(text) ||
           frame_matches(frame, g_ptr_array_index(check->patterns, 0), json_string_value(text),
                         json_string_length(text)) ||
           frame_fail(frame, check, NULL);
}

bool json_schema_format_test(struct frame *frame, const struct check *check)
{
    const json_t *text = frame->instance;
    const struct format *format = check->format;
    if (!format || !json_is_string(text) || format->fits(json_string_value(text), json_string_length(text)))
        return true;
    return format->code ? frame_fail_code(frame, format->code, NULL) : frame_fail(frame, check, format->name);
}
