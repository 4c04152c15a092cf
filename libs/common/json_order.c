#include "json_order.h"

#include <math.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <glib.h>

static int sign(double d)
{
    return (d > 0) - (d < 0);
}

static int order_int_real(int64_t i, double d)
{
    if (d >= 9223372036854775808.0)
        return -1;
    if (d < -9223372036854775808.0)
        return 1;
    int64_t whole = (int64_t)d;
    if (i != whole)
        return i < whole ? -1 : 1;
    return -sign(d - (double)whole);
}

static int order_numbers(const json_t *a, const json_t *b)
{
    if (json_is_integer(a) && json_is_integer(b)) {
        json_int_t x = json_integer_value(a), y = json_integer_value(b);
        return (x > y) - (x < y);
    }
    if (json_is_integer(a))
        return order_int_real(json_integer_value(a), json_real_value(b));
    if (json_is_integer(b))
        return -order_int_real(json_integer_value(b), json_real_value(a));
    double x = json_real_value(a), y = json_real_value(b);
    return (x > y) - (x < y);
}

static int order_strings(const json_t *a, const json_t *b)
{
    size_t x = json_string_length(a), y = json_string_length(b);
    int order = memcmp(json_string_value(a), json_string_value(b), MIN(x, y));
    return order ? order : (x > y) - (x < y);
}

static int order_arrays(const json_t *a, const json_t *b)
{
    size_t x = json_array_size(a), y = json_array_size(b);
    if (x != y)
        return x < y ? -1 : 1;
    for (size_t i = 0; i < x; i++) {
        int order = json_order(json_array_get(a, i), json_array_get(b, i));
        if (order)
            return order;
    }
    return 0;
}

static int order_names(const void *a, const void *b)
{
    return strcmp(*(const char *const *)a, *(const char *const *)b);
}

static const char **sorted_names(const json_t *object)
{
    const char **names = g_new(const char *, json_object_size(object) + 1);
    size_t count = 0;
    const char *name;
    json_t *value;
    json_object_foreach((json_t *)object, name, value) names[count++] = name;
    qsort(names, count, sizeof *names, order_names);
    return names;
}

static int order_members(const json_t *a, const char *a_name, const json_t *b, const char *b_name)
{
    int order = strcmp(a_name, b_name);
    return order ? order : json_order(json_object_get(a, a_name), json_object_get(b, b_name));
}

static int order_objects(const json_t *a, const json_t *b)
{
    size_t count = json_object_size(a);
    if (count != json_object_size(b))
        return count < json_object_size(b) ? -1 : 1;
    g_autofree const char **a_names = sorted_names(a);
    g_autofree const char **b_names = sorted_names(b);
    int order = 0;
    for (size_t i = 0; i < count && order == 0; i++)
        order = order_members(a, a_names[i], b, b_names[i]);
    return order;
}

/* Integers and reals are one kind. */
static int kind(const json_t *value)
{
    return json_is_real(value) ? JSON_INTEGER : (int)json_typeof(value);
}

int json_order(const json_t *a, const json_t *b)
{
    if (kind(a) != kind(b))
        return kind(a) < kind(b) ? -1 : 1;
    if (json_is_number(a))
        return order_numbers(a, b);
    if (json_is_string(a))
        return order_strings(a, b);
    if (json_is_array(a))
        return order_arrays(a, b);
    return json_is_object(a) ? order_objects(a, b) : 0;
}

static int order_items(const void *a, const void *b)
{
    return json_order(*(const json_t *const *)a, *(const json_t *const *)b);
}

bool json_order_repeats(const json_t *array)
{
    size_t count = json_array_size(array);
    g_autofree const json_t **items = g_new(const json_t *, count + 1);
    for (size_t i = 0; i < count; i++)
        items[i] = json_array_get(array, i);
    qsort(items, count, sizeof *items, order_items);
    for (size_t i = 1; i < count; i++)
        if (json_order(items[i - 1], items[i]) == 0)
            return true;
    return false;
}

bool json_order_is_integer(const json_t *value)
{
    return json_is_integer(value) || (json_is_real(value) && floor(json_real_value(value)) == json_real_value(value));
}

/* digits * 10^exponent; at most 19 digits. */
struct decimal {
    int64_t digits;
    int exponent;
};

/* The shortest decimal that reads back as the same double: what was written, for all numbers people write. */
static struct decimal decimal_from_real(double value)
{
    char text[G_ASCII_DTOSTR_BUF_SIZE + 8];
    const char *formats[] = {"%.14e", "%.15e", "%.16e"};
    for (size_t i = 0; i < G_N_ELEMENTS(formats); i++) {
        g_ascii_formatd(text, sizeof text, formats[i], value);
        if (g_ascii_strtod(text, NULL) == value)
            break;
    }
    struct decimal decimal = {0, 0};
    const char *c = text + (*text == '-');
    for (bool fraction = false; *c && *c != 'e'; c++) {
        if (*c == '.') {
            fraction = true;
            continue;
        }
        decimal.digits = decimal.digits * 10 + (*c - '0');
        decimal.exponent -= fraction;
    }
    decimal.exponent += *c == 'e' ? atoi(c + 1) : 0;
    while (decimal.digits && decimal.digits % 10 == 0) {
        decimal.digits /= 10;
        decimal.exponent++;
    }
    return decimal;
}

static struct decimal decimal_from_json(const json_t *number)
{
    if (json_is_real(number))
        return decimal_from_real(json_real_value(number));
    return (struct decimal){json_integer_value(number), 0};
}

static bool divides(struct decimal a, struct decimal b)
{
    __int128 left = a.digits, right = b.digits;
    if (left < 0)
        left = -left;
    for (int e = a.exponent; e < b.exponent; e++) {
        right *= 10;
        if (right > left)
            return left == 0;
    }
    for (int e = b.exponent; e < a.exponent && left; e++)
        left = left % right * 10;
    return left % right == 0;
}

bool json_order_multiple(const json_t *number, const json_t *divisor)
{
    struct decimal a = decimal_from_json(number), b = decimal_from_json(divisor);
    return b.digits > 0 && divides(a, b);
}
