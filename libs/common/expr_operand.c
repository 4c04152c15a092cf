#include "expr_internal.h"

#include <math.h>
#include <string.h>

const char *expr_kind_name(enum expr_kind kind)
{
    static const char *const names[] = {"null",   "a condition", "a number", "days",
                                        "a date", "a text",      "a list",   "an object"};
    return names[kind];
}

static bool number_from_json(struct machine *machine, const struct expr_node *node, const json_t *json,
                             struct operand *out)
{
    out->kind = EXPR_NUMBER;
    if (json_is_integer(json))
        return !__builtin_mul_overflow(json_integer_value(json), (int64_t)EXPR_SCALE, &out->number) ||
               machine_fail(machine, node, "the number is too large");
    double scaled = json_real_value(json) * EXPR_SCALE;
    if (!(fabs(scaled) < 9.2e18))
        return machine_fail(machine, node, "the number is too large");
    out->number = llround(scaled);
    return true;
}

bool operand_from_json(struct machine *machine, const struct expr_node *node, const json_t *json, struct operand *out)
{
    *out = (struct operand){0};
    if (json_is_number(json))
        return number_from_json(machine, node, json, out);
    if (json_is_string(json))
        *out = (struct operand){EXPR_TEXT, .text = json_string_value(json), .length = json_string_length(json)};
    else if (json_is_boolean(json))
        *out = (struct operand){EXPR_BOOL, .number = json_is_true(json)};
    else if (json_is_array(json))
        *out = (struct operand){EXPR_LIST, .json = json};
    else if (json_is_object(json))
        *out = (struct operand){EXPR_OBJECT, .json = json};
    return true;
}

static json_t *date_to_json(int64_t days)
{
    GDate date;
    char text[16];
    g_date_clear(&date, 1);
    g_date_set_julian(&date, (guint32)days);
    g_snprintf(text, sizeof text, "%04d-%02d-%02d", g_date_get_year(&date), (int)g_date_get_month(&date),
               g_date_get_day(&date));
    return json_string(text);
}

json_t *operand_to_json(const struct operand *operand)
{
    switch (operand->kind) {
    case EXPR_NULL:
        return json_null();
    case EXPR_BOOL:
        return json_boolean(operand->number);
    case EXPR_NUMBER:
        return operand->number % EXPR_SCALE ? json_real((double)operand->number / EXPR_SCALE)
                                            : json_integer(operand->number / EXPR_SCALE);
    case EXPR_DAYS:
        return json_integer(operand->number);
    case EXPR_DATE:
        return date_to_json(operand->number);
    case EXPR_TEXT:
        return json_stringn(operand->text, operand->length);
    default:
        return json_deep_copy(operand->json);
    }
}

static bool digits(const char *text, size_t count, int *out_value)
{
    *out_value = 0;
    for (size_t i = 0; i < count; i++) {
        if (!g_ascii_isdigit(text[i]))
            return false;
        *out_value = *out_value * 10 + (text[i] - '0');
    }
    return true;
}

void operand_as_date(struct operand *operand)
{
    int year, month, day;
    const char *text = operand->text;
    if (operand->kind != EXPR_TEXT || operand->length != 10 || text[4] != '-' || text[7] != '-')
        return;
    if (!digits(text, 4, &year) || !digits(text + 5, 2, &month) || !digits(text + 8, 2, &day))
        return;
    if (month > 12 || !g_date_valid_dmy((GDateDay)day, (GDateMonth)month, (GDateYear)year))
        return;
    GDate date;
    g_date_clear(&date, 1);
    g_date_set_dmy(&date, (GDateDay)day, (GDateMonth)month, (GDateYear)year);
    *operand = (struct operand){EXPR_DATE, .number = g_date_get_julian(&date)};
}

static int order_texts(const struct operand *a, const struct operand *b)
{
    int order = memcmp(a->text, b->text, MIN(a->length, b->length));
    return order ? order : (a->length > b->length) - (a->length < b->length);
}

/* Days beside a number are counted as a number; a text beside a date, or two texts to be ordered, as dates. */
static void adjust(struct operand *a, struct operand *b, bool equality)
{
    if (a->kind == EXPR_DATE || (a->kind == EXPR_TEXT && !equality))
        operand_as_date(b);
    if (b->kind == EXPR_DATE || (b->kind == EXPR_TEXT && !equality))
        operand_as_date(a);
    if (a->kind == EXPR_DAYS && b->kind == EXPR_NUMBER &&
        !__builtin_mul_overflow(a->number, (int64_t)EXPR_SCALE, &a->number))
        a->kind = EXPR_NUMBER;
    if (b->kind == EXPR_DAYS && a->kind == EXPR_NUMBER &&
        !__builtin_mul_overflow(b->number, (int64_t)EXPR_SCALE, &b->number))
        b->kind = EXPR_NUMBER;
}

bool operand_compare(struct machine *machine, const struct expr_node *node, struct operand a, struct operand b,
                     bool equality, int *out_order)
{
    adjust(&a, &b, equality);
    bool ordered = a.kind == EXPR_NUMBER || a.kind == EXPR_DAYS || a.kind == EXPR_DATE;
    bool equatable = ordered || a.kind == EXPR_TEXT || a.kind == EXPR_BOOL;
    if (a.kind != b.kind || !(equality ? equatable : ordered))
        return machine_fail(machine, node, "%s does not compare with %s", expr_kind_name(a.kind),
                            expr_kind_name(b.kind));
    *out_order = a.kind == EXPR_TEXT ? order_texts(&a, &b) : (a.number > b.number) - (a.number < b.number);
    return true;
}
