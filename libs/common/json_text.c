#include "json_text.h"

#include <stdbool.h>
#include <string.h>

static void append_escaped(GString *out, unsigned char c)
{
    static const char short_form[] = {['"'] = '"', ['\\'] = '\\', ['\n'] = 'n', ['\r'] = 'r', ['\t'] = 't'};
    if (c < sizeof short_form && short_form[c]) {
        g_string_append_c(out, '\\');
        g_string_append_c(out, short_form[c]);
    } else {
        g_string_append_printf(out, "\\u%04x", c);
    }
}

static bool needs_escape(unsigned char c)
{
    return c < 0x20 || c == '"' || c == '\\';
}

static void append_valid(GString *out, const char *text, size_t size)
{
    size_t from = 0;
    for (size_t i = 0; i < size; i++) {
        if (!needs_escape((unsigned char)text[i]))
            continue;
        g_string_append_len(out, text + from, (gssize)(i - from));
        append_escaped(out, (unsigned char)text[i]);
        from = i + 1;
    }
    g_string_append_len(out, text + from, (gssize)(size - from));
}

void json_text_add(GString *out, const char *text, gssize size)
{
    size_t length = size < 0 ? strlen(text) : (size_t)size;
    g_string_append_c(out, '"');
    if (g_utf8_validate_len(text, length, NULL)) {
        append_valid(out, text, length);
    } else {
        g_autofree char *repaired = g_utf8_make_valid(text, (gssize)length);
        append_valid(out, repaired, strlen(repaired));
    }
    g_string_append_c(out, '"');
}

void json_text_add_member(GString *out, const char *name, const char *text, gssize size)
{
    json_text_add(out, name, -1);
    g_string_append_c(out, ':');
    json_text_add(out, text, size);
}
