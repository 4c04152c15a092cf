#include "expr_internal.h"

#include <string.h>

static bool is_empty(const struct operand *value)
{
    return value->kind == EXPR_NULL || (value->kind == EXPR_TEXT && value->length == 0) ||
           (value->kind == EXPR_LIST && json_array_size(value->json) == 0) ||
           (value->kind == EXPR_OBJECT && json_object_size(value->json) == 0);
}

static bool call_present(struct machine *machine, const struct expr_node *node, const struct operand *arguments,
                         struct operand *out)
{
    (void)machine, (void)node;
    *out = (struct operand){EXPR_BOOL, .number = !is_empty(arguments)};
    return true;
}

static int64_t characters(const struct operand *text)
{
    int64_t count = 0;
    for (size_t i = 0; i < text->length; i++)
        count += (text->text[i] & 0xC0) != 0x80;
    return count;
}

static bool call_len(struct machine *machine, const struct expr_node *node, const struct operand *arguments,
                     struct operand *out)
{
    int64_t count;
    if (!machine_spend(machine, node, (unsigned)(arguments->length / 256)))
        return false;
    if (arguments->kind == EXPR_TEXT)
        count = characters(arguments);
    else if (arguments->kind == EXPR_LIST)
        count = (int64_t)json_array_size(arguments->json);
    else if (arguments->kind == EXPR_OBJECT)
        count = (int64_t)json_object_size(arguments->json);
    else
        return machine_fail(machine, node, "%s has no length", expr_kind_name(arguments->kind));
    *out = (struct operand){EXPR_NUMBER, .number = count * EXPR_SCALE};
    return true;
}

/* Leaves null in `out` when it is absent. */
static bool date_member(struct machine *machine, const struct expr_node *node, const json_t *object, const char *name,
                        struct operand *out)
{
    if (!operand_from_json(machine, node, json_object_get(object, name), out))
        return false;
    operand_as_date(out);
    return out->kind == EXPR_DATE || out->kind == EXPR_NULL ||
           machine_fail(machine, node, "member \"%s\" of the period is no date", name);
}

static bool call_days(struct machine *machine, const struct expr_node *node, const struct operand *arguments,
                      struct operand *out)
{
    struct operand from, to;
    if (arguments->kind == EXPR_DAYS) {
        *out = (struct operand){EXPR_NUMBER, 0};
        return !__builtin_mul_overflow(arguments->number, (int64_t)EXPR_SCALE, &out->number) ||
               machine_fail(machine, node, "the number is too large");
    }
    if (arguments->kind != EXPR_OBJECT)
        return machine_fail(machine, node, "%s is no period", expr_kind_name(arguments->kind));
    if (!date_member(machine, node, arguments->json, "from", &from) ||
        !date_member(machine, node, arguments->json, "to", &to))
        return false;
    if (from.kind == EXPR_DATE && to.kind == EXPR_DATE)
        *out = (struct operand){EXPR_NUMBER, .number = (to.number - from.number + 1) * EXPR_SCALE};
    return true;
}

static bool call_date(struct machine *machine, const struct expr_node *node, const struct operand *arguments,
                      struct operand *out)
{
    *out = arguments[0];
    operand_as_date(out);
    return out->kind == EXPR_DATE || machine_fail(machine, node, "there is no such date");
}

static bool call_age(struct machine *machine, const struct expr_node *node, const struct operand *arguments,
                     struct operand *out)
{
    GDate dates[2];
    g_date_clear(dates, 2);
    for (int i = 0; i < 2; i++) {
        struct operand day;
        if (!call_date(machine, node, &arguments[i], &day))
            return false;
        g_date_set_julian(&dates[i], (guint32)day.number);
    }
    int birthday = g_date_get_month(&dates[0]) * 100 + g_date_get_day(&dates[0]);
    int today = g_date_get_month(&dates[1]) * 100 + g_date_get_day(&dates[1]);
    int64_t years = (int64_t)g_date_get_year(&dates[1]) - g_date_get_year(&dates[0]) - (today < birthday);
    *out = (struct operand){EXPR_NUMBER, .number = years * EXPR_SCALE};
    return true;
}

const struct expr_function *expr_function_named(const char *name, size_t length)
{
    static const struct expr_function functions[] = {
        {"present", 1, 1, call_present}, {"len", 1, 1, call_len},          {"days", 1, 1, call_days},
        {"date", 1, 1, call_date},       {"age", 1, 2, call_age, "today"},
    };
    for (size_t i = 0; i < G_N_ELEMENTS(functions); i++)
        if (strlen(functions[i].name) == length && memcmp(functions[i].name, name, length) == 0)
            return &functions[i];
    return NULL;
}

static bool fill_arguments(struct machine *machine, const struct expr_node *node, struct operand *arguments)
{
    const struct expr_function *function = node->function;
    for (guint i = 0; i < node->items->len; i++)
        if (!machine_eval(machine, g_ptr_array_index(node->items, i), &arguments[i]))
            return false;
    if (node->items->len == function->most)
        return true;
    const json_t *value = json_object_get(machine->variables, function->variable);
    return operand_from_json(machine, node, value, &arguments[node->items->len]);
}

bool eval_call(struct machine *machine, const struct expr_node *node, struct operand *out)
{
    struct operand arguments[EXPR_ARGUMENTS_MAX] = {0};
    const struct expr_function *function = node->function;
    if (!fill_arguments(machine, node, arguments))
        return false;
    *out = (struct operand){0};
    for (unsigned i = 0; i < function->most && function->call != call_present; i++)
        if (arguments[i].kind == EXPR_NULL)
            return true;
    return function->call(machine, node, arguments, out);
}
