#include "otk.h"

#include <stdio.h>

void otk_say(const struct otk *otk, const char *format, ...)
{
    va_list arguments;

    if (otk->json)
        return;
    va_start(arguments, format);
    g_autofree char *text = g_strdup_vprintf(format, arguments);
    va_end(arguments);
    puts(text);
    fflush(stdout);
}

enum otk_exit otk_fail(enum otk_exit exit, const char *format, ...)
{
    va_list arguments;

    va_start(arguments, format);
    g_autofree char *text = g_strdup_vprintf(format, arguments);
    va_end(arguments);
    fprintf(stderr, "otk: %s\n", text);
    return exit;
}

void otk_print_take(json_t *value)
{
    g_autofree char *text = json_dumps(value, JSON_COMPACT | JSON_ENCODE_ANY);

    puts(text);
    fflush(stdout);
    json_decref(value);
}
