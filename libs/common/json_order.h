/* json_order.h: JSON values compared as JSON Schema compares them: 1 equals 1.0, members have no order. */
#ifndef OTKLIK_JSON_ORDER_H
#define OTKLIK_JSON_ORDER_H

#include <stdbool.h>

#include <jansson.h>

/* A total order over values: 0 when equal. Integers and reals are compared exactly, without rounding. */
int json_order(const json_t *a, const json_t *b);
/* True when the array holds two equal values. n log n, whatever is in it. */
bool json_order_repeats(const json_t *array);
/* True for integers and for reals without a fraction (1.0). */
bool json_order_is_integer(const json_t *value);
/* True when number / divisor is an integer, computed in decimal as written: 0.0075 is a multiple of 0.0001. */
bool json_order_multiple(const json_t *number, const json_t *divisor);

#endif
