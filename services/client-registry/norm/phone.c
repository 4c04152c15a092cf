#include "norm/phone.h"

#include "norm/normalise.h"

#include <string.h>

#include <glib.h>

#define RUSSIAN_DIGITS 10

/* Numbers that stand for "none": ten equal digits and the row of the keyboard. */
static bool is_stub(int64_t number)
{
    g_autofree char *text = g_strdup_printf("%" G_GINT64_FORMAT, number);
    size_t length = strlen(text);
    const char *national = length > RUSSIAN_DIGITS ? text + length - RUSSIAN_DIGITS : text;
    return normalise_is_repeated(national) || !strcmp(national, "1234567890") || g_str_has_prefix(text, "7800");
}

/* A short local number gets its area's code; what already has ten digits or a plus stays. */
static char *completed(const char *raw, const char *area)
{
    g_autofree char *digits = normalise_digits(raw);
    if (!area || strchr(raw, '+') || strlen(digits) + strlen(area) != RUSSIAN_DIGITS)
        return g_strdup(raw);
    return g_strconcat("+7", area, digits, NULL);
}

bool phone_parse(const char *raw, const char *area, struct phone *out)
{
    if (!raw || !g_utf8_validate(raw, -1, NULL))
        return false;
    g_autofree char *full = completed(raw, area);
    struct phone phone = {0};
    if (!phone_shim_parse(full, "RU", &phone.number, &phone.mobile, phone.extension, sizeof phone.extension) ||
        is_stub(phone.number))
        return false;
    *out = phone;
    return true;
}

size_t phone_parse_all(const char *text, const char *area, struct phone *out, size_t max)
{
    size_t count = 0;
    g_auto(GStrv) parts = g_regex_split_simple("[,;/\\n]|\\s+и\\s+", text ? text : "", 0, 0);
    for (char **part = parts; part && *part && count < max; part++)
        if (phone_parse(*part, area, &out[count]))
            count++;
    return count;
}
