#include "otk.h"

#include <stdio.h>

void otk_say(const struct otk *otk, const char *format, ...)
{
    va_list arguments;

    if (otk->json)
        return;
    va_start(arguments, format);
    vprintf(format, arguments);
    va_end(arguments);
    putchar('\n');
    fflush(stdout);
}

enum otk_exit otk_fail(enum otk_exit exit, const char *format, ...)
{
    va_list arguments;

    fputs("otk: ", stderr);
    va_start(arguments, format);
    vfprintf(stderr, format, arguments);
    va_end(arguments);
    fputc('\n', stderr);
    return exit;
}

void otk_print_take(json_t *value)
{
    g_autofree char *text = json_dumps(value, JSON_COMPACT | JSON_ENCODE_ANY);

    puts(text);
    fflush(stdout);
    json_decref(value);
}
