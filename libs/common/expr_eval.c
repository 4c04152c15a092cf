/* What each operator means. */
#include "expr_internal.h"

#include <stdarg.h>
#include <string.h>

bool machine_fail(struct machine *machine, const struct expr_node *node, const char *format, ...)
{
    if (!machine->error)
        return false;
    va_list values;
    va_start(values, format);
    machine->error->position = node->position;
    g_vsnprintf(machine->error->reason, sizeof machine->error->reason, format, values);
    va_end(values);
    return false;
}

bool machine_spend(struct machine *machine, const struct expr_node *node, unsigned steps)
{
    machine->steps += steps;
    return machine->steps <= EXPR_STEPS_MAX || machine_fail(machine, node, "the expression takes too long");
}

bool machine_eval(struct machine *machine, const struct expr_node *node, struct operand *out)
{
    return machine_spend(machine, node, 1) && node->eval(machine, node, out);
}

bool eval_literal(struct machine *machine, const struct expr_node *node, struct operand *out)
{
    (void)machine;
    *out = node->literal;
    return true;
}

bool eval_variable(struct machine *machine, const struct expr_node *node, struct operand *out)
{
    return operand_from_json(machine, node, json_object_get(machine->variables, node->literal.text), out);
}

bool eval_member(struct machine *machine, const struct expr_node *node, struct operand *out)
{
    struct operand object;
    if (!machine_eval(machine, node->left, &object))
        return false;
    if (object.kind != EXPR_NULL && object.kind != EXPR_OBJECT)
        return machine_fail(machine, node, "%s has no members", expr_kind_name(object.kind));
    return operand_from_json(machine, node, json_object_get(object.json, node->literal.text), out);
}

static bool eval_condition(struct machine *machine, const struct expr_node *node, bool *out_holds)
{
    struct operand value;
    if (!machine_eval(machine, node, &value))
        return false;
    *out_holds = value.kind == EXPR_BOOL && value.number;
    return value.kind == EXPR_BOOL || value.kind == EXPR_NULL ||
           machine_fail(machine, node, "%s is no condition", expr_kind_name(value.kind));
}

bool eval_not(struct machine *machine, const struct expr_node *node, struct operand *out)
{
    bool holds;
    if (!eval_condition(machine, node->left, &holds))
        return false;
    *out = (struct operand){EXPR_BOOL, .number = !holds};
    return true;
}

bool eval_minus(struct machine *machine, const struct expr_node *node, struct operand *out)
{
    if (!machine_eval(machine, node->left, out))
        return false;
    if (out->kind == EXPR_NULL)
        return true;
    if (out->kind != EXPR_NUMBER && out->kind != EXPR_DAYS)
        return machine_fail(machine, node, "%s cannot be negative", expr_kind_name(out->kind));
    return !__builtin_sub_overflow((int64_t)0, out->number, &out->number) ||
           machine_fail(machine, node, "the number is too large");
}

/* The right side is not asked when the left one decides. */
static bool eval_logic(struct machine *machine, const struct expr_node *node, struct operand *out, bool deciding)
{
    bool holds;
    if (!eval_condition(machine, node->left, &holds))
        return false;
    if (holds != deciding && !eval_condition(machine, node->right, &holds))
        return false;
    *out = (struct operand){EXPR_BOOL, .number = holds};
    return true;
}

static bool eval_or(struct machine *machine, const struct expr_node *node, struct operand *out)
{
    return eval_logic(machine, node, out, true);
}

static bool eval_and(struct machine *machine, const struct expr_node *node, struct operand *out)
{
    return eval_logic(machine, node, out, false);
}

static bool eval_both(struct machine *machine, const struct expr_node *node, struct operand *a, struct operand *b)
{
    return machine_eval(machine, node->left, a) && machine_eval(machine, node->right, b);
}

static bool order_holds(const char *symbol, int order)
{
    if (*symbol == '=')
        return order == 0;
    if (*symbol == '!')
        return order != 0;
    return (*symbol == '<' ? order < 0 : order > 0) || (symbol[1] == '=' && order == 0);
}

static bool eval_compare(struct machine *machine, const struct expr_node *node, struct operand *out)
{
    struct operand a, b;
    const char *symbol = node->op->symbol;
    bool equality = *symbol == '=' || *symbol == '!';
    int order = 0;
    if (!eval_both(machine, node, &a, &b))
        return false;
    *out = (struct operand){EXPR_BOOL, .number = false};
    if (a.kind == EXPR_NULL || b.kind == EXPR_NULL)
        return true;
    if (!machine_spend(machine, node, (unsigned)(MIN(a.length, b.length) / 256)))
        return false;
    if (!operand_compare(machine, node, a, b, equality, &order))
        return false;
    out->number = order_holds(symbol, order);
    return true;
}

/* True in out_equal when the item, not null, equals the value. */
static bool equals(struct machine *machine, const struct expr_node *node, const struct operand *value,
                   const struct operand *item, bool *out_equal)
{
    int order = 1;
    *out_equal = false;
    if (value->kind == EXPR_NULL || item->kind == EXPR_NULL)
        return true;
    if (!machine_spend(machine, node, 1 + (unsigned)(MIN(value->length, item->length) / 256)))
        return false;
    if (!operand_compare(machine, node, *value, *item, true, &order))
        return false;
    *out_equal = order == 0;
    return true;
}

static bool in_written_list(struct machine *machine, const struct expr_node *node, const struct operand *value,
                            bool *out_found)
{
    for (guint i = 0; i < node->right->items->len && !*out_found; i++) {
        struct operand item;
        if (!machine_eval(machine, g_ptr_array_index(node->right->items, i), &item) ||
            !equals(machine, node, value, &item, out_found))
            return false;
    }
    return true;
}

static bool in_variable(struct machine *machine, const struct expr_node *node, const struct operand *value,
                        bool *out_found)
{
    struct operand list, item;
    if (!machine_eval(machine, node->right, &list))
        return false;
    if (list.kind != EXPR_LIST && list.kind != EXPR_NULL)
        return machine_fail(machine, node, "%s is no list", expr_kind_name(list.kind));
    for (size_t i = 0; i < json_array_size(list.json) && !*out_found; i++)
        if (!machine_spend(machine, node, 1) ||
            !operand_from_json(machine, node, json_array_get(list.json, i), &item) ||
            !equals(machine, node, value, &item, out_found))
            return false;
    return true;
}

static bool eval_in(struct machine *machine, const struct expr_node *node, struct operand *out)
{
    struct operand value;
    bool found = false;
    if (!machine_eval(machine, node->left, &value))
        return false;
    bool good =
        node->right->eval ? in_variable(machine, node, &value, &found) : in_written_list(machine, node, &value, &found);
    *out = (struct operand){EXPR_BOOL, .number = found};
    return good;
}

static bool set_sum(struct machine *machine, const struct expr_node *node, struct operand *out, int64_t a, int64_t b)
{
    bool overflow = *node->op->symbol == '+' ? __builtin_add_overflow(a, b, &out->number)
                                             : __builtin_sub_overflow(a, b, &out->number);
    return !overflow || machine_fail(machine, node, "the number is too large");
}

/* The kind of a sum or a difference; EXPR_NULL when there is none. */
static enum expr_kind sum_kind(const struct operand *a, const struct operand *b, bool plus)
{
    if (a->kind == b->kind && (a->kind == EXPR_NUMBER || a->kind == EXPR_DAYS))
        return a->kind;
    if (a->kind == EXPR_DATE && b->kind == EXPR_DAYS)
        return EXPR_DATE;
    if (a->kind == EXPR_DAYS && b->kind == EXPR_DATE && plus)
        return EXPR_DATE;
    return a->kind == EXPR_DATE && b->kind == EXPR_DATE && !plus ? EXPR_DAYS : EXPR_NULL;
}

static bool eval_sum(struct machine *machine, const struct expr_node *node, struct operand *out)
{
    struct operand a, b;
    if (!eval_both(machine, node, &a, &b))
        return false;
    operand_as_date(&a);
    operand_as_date(&b);
    *out = (struct operand){0};
    if (a.kind == EXPR_NULL || b.kind == EXPR_NULL)
        return true;
    out->kind = sum_kind(&a, &b, *node->op->symbol == '+');
    if (out->kind == EXPR_NULL)
        return machine_fail(machine, node, "%s and %s: no \"%s\" for them", expr_kind_name(a.kind),
                            expr_kind_name(b.kind), node->op->symbol);
    if (!set_sum(machine, node, out, a.number, b.number))
        return false;
    const int64_t last_day = 3652059; /* 9999-12-31 */
    return out->kind != EXPR_DATE || (out->number >= 1 && out->number <= last_day) ||
           machine_fail(machine, node, "the date is out of range");
}

static __int128 divide_rounded(__int128 a, __int128 b)
{
    __int128 half = (b < 0 ? -b : b) / 2;
    return (a + (a < 0 ? -half : half)) / b;
}

static bool eval_product(struct machine *machine, const struct expr_node *node, struct operand *out)
{
    struct operand a, b;
    if (!eval_both(machine, node, &a, &b))
        return false;
    *out = (struct operand){0};
    if (a.kind == EXPR_NULL || b.kind == EXPR_NULL)
        return true;
    if (a.kind != EXPR_NUMBER || b.kind != EXPR_NUMBER)
        return machine_fail(machine, node, "%s and %s: no \"%s\" for them", expr_kind_name(a.kind),
                            expr_kind_name(b.kind), node->op->symbol);
    bool times = *node->op->symbol == '*';
    if (!times && b.number == 0)
        return machine_fail(machine, node, "division by zero");
    __int128 result = times ? divide_rounded((__int128)a.number * b.number, EXPR_SCALE)
                            : divide_rounded((__int128)a.number * EXPR_SCALE, b.number);
    if (result > INT64_MAX || result < INT64_MIN)
        return machine_fail(machine, node, "the number is too large");
    *out = (struct operand){EXPR_NUMBER, .number = (int64_t)result};
    return true;
}

const struct expr_operator expr_operators[] = {
    {"||", 1, eval_or},      {"&&", 2, eval_and},
    {"==", 3, eval_compare}, {"!=", 3, eval_compare},
    {"<=", 3, eval_compare}, {">=", 3, eval_compare},
    {"<", 3, eval_compare},  {">", 3, eval_compare},
    {"in", 3, eval_in},      {"+", 4, eval_sum},
    {"-", 4, eval_sum},      {"*", 5, eval_product},
    {"/", 5, eval_product},  {NULL},
};
