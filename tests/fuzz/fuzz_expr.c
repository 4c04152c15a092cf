/* Input: an expression, "\n--\n", an object of variables. */
#include "expr.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <glib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void evaluate(const struct expr *expr, const json_t *variables)
{
    struct expr_error error = {0};
    json_t *value = NULL;
    bool holds = false;
    enum status status = expr_value(expr, variables, &value, &error);
    g_assert(status == ST_OK ? value != NULL : error.reason[0] != '\0');
    if (expr_test(expr, variables, &holds, NULL) == ST_OK)
        g_assert(status == ST_OK && holds == json_is_true(value));
    json_decref(value);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static const char separator[] = "\n--\n";
    const uint8_t *middle = memmem(data, size, separator, strlen(separator));
    size_t first = middle ? (size_t)(middle - data) : size;
    g_autofree char *text = g_strndup((const char *)data, first);
    struct expr_error error = {0};
    struct expr *expr = expr_compile(text, &error);
    g_assert(expr ? expr_names(expr) != NULL : error.reason[0] != '\0' && error.position <= strlen(text));
    json_t *variables = NULL;
    if (expr && middle)
        variables = json_loadb((const char *)middle + strlen(separator), size - first - strlen(separator), 0, NULL);
    if (expr)
        evaluate(expr, variables);
    json_decref(variables);
    expr_free(expr);
    return 0;
}
