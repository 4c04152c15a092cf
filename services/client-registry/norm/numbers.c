#include "norm/numbers.h"

#include "norm/normalise.h"

#include <string.h>

static char *kept(const char *text, const char *dropped)
{
    GString *out = g_string_new(NULL);
    for (const char *p = text; *p; p = g_utf8_next_char(p))
        if (!g_utf8_strchr(dropped, -1, g_utf8_get_char(p)))
            g_string_append_unichar(out, g_utf8_get_char(p));
    return g_string_free(out, FALSE);
}

/* A sign at the beginning: №, N, No, No., НОМЕР. */
static const char *after_sign(const char *text)
{
    static const char *const signs[] = {"НОМЕР", "NO.", "NO", "N."};
    for (size_t i = 0; i < G_N_ELEMENTS(signs); i++)
        if (g_str_has_prefix(text, signs[i]))
            return text + strlen(signs[i]);
    return *text == 'N' ? text + 1 : text;
}

char *numbers_account(const char *raw)
{
    g_autofree char *name = normalise_name(raw);
    g_autofree char *bare = kept(after_sign(name), " -.");
    g_autofree char *number = normalise_cyrillic(bare);
    return normalise_is_repeated(number) ? NULL : g_steal_pointer(&number);
}

char *numbers_contract(const char *raw)
{
    g_autofree char *name = normalise_name(raw);
    g_autofree char *bare = kept(after_sign(name), " ");
    g_autofree char *number = normalise_cyrillic(bare);
    for (char *p = number; *p; p++)
        if (*p == '\\' || *p == '|')
            *p = '/';
    return normalise_is_repeated(number) ? NULL : g_steal_pointer(&number);
}

char *numbers_meter(const char *raw)
{
    g_autofree char *name = normalise_name(raw);
    g_autofree char *bare = kept(after_sign(name), " -./");
    const char *significant = bare + strspn(bare, "0");
    return *significant ? normalise_cyrillic(significant) : NULL;
}
