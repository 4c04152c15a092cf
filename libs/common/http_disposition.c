#include "http_disposition.h"

#include "http_private.h"

#include <string.h>

#define FILE_NAME_MAX_BYTES 255

/* A backslash quotes only a quote or itself: browsers send C:\dir\file as it is. */
static const char *unquote(const char *at, GString *out)
{
    for (; *at && *at != '"'; at++) {
        if (*at == '\\' && (at[1] == '"' || at[1] == '\\'))
            at++;
        g_string_append_c(out, *at);
    }
    return *at ? at + 1 : at;
}

static const char *skip_space(const char *at)
{
    return at + strspn(at, " \t");
}

/* Reads one ";name=value"; NULL at the end or at what is no parameter. */
static const char *next_parameter(const char *at, GString *name, GString *value)
{
    g_string_truncate(name, 0);
    g_string_truncate(value, 0);
    at = skip_space(at);
    if (*at != ';')
        return NULL;
    at = skip_space(at + 1);
    size_t length = strcspn(at, "=; \t\"");
    g_string_append_len(name, at, (gssize)length);
    at = skip_space(at + length);
    if (*at != '=')
        return at;
    at = skip_space(at + 1);
    if (*at == '"')
        return unquote(at + 1, value);
    length = strcspn(at, "; \t");
    g_string_append_len(value, at, (gssize)length);
    return at + length;
}

char *http_header_parameter(const char *value, const char *name)
{
    g_autoptr(GString) found_name = g_string_new(NULL);
    g_autoptr(GString) found_value = g_string_new(NULL);
    const char *at = value ? value + strcspn(value, ";") : NULL;
    while (at && (at = next_parameter(at, found_name, found_value)))
        if (g_ascii_strcasecmp(found_name->str, name) == 0)
            return g_strdup(found_value->str);
    return NULL;
}

/* UTF-8''%D0%90.pdf, RFC 8187. */
static char *extended_value(const char *value)
{
    const char *language = value ? strchr(value, '\'') : NULL;
    const char *text = language ? strchr(language + 1, '\'') : NULL;
    if (!text || g_ascii_strncasecmp(value, "UTF-8'", 6) != 0)
        return NULL;
    return http_decode(text + 1, strlen(text + 1), false);
}

/* HTML 4.10.22.8: browsers write these three by escapes. */
static void undo_browser_escapes(GString *name)
{
    g_string_replace(name, "%22", "\"", 0);
    g_string_replace(name, "%0D", " ", 0);
    g_string_replace(name, "%0A", " ", 0);
}

static char *as_utf8(const char *name)
{
    if (g_utf8_validate(name, -1, NULL))
        return g_strdup(name);
    return g_convert(name, -1, "UTF-8", "CP1251", NULL, NULL, NULL); /* an old Russian client */
}

static void drop_control_characters(char *name)
{
    char *to = name;
    for (const char *from = name; *from; from++)
        if ((unsigned char)*from >= ' ' && *from != 127)
            *to++ = *from;
    *to = '\0';
}

/* At most FILE_NAME_MAX_BYTES, not cutting a character; the end with the extension is kept. */
static char *shortened(const char *name)
{
    size_t length = strlen(name);
    if (length <= FILE_NAME_MAX_BYTES)
        return g_strdup(name);
    const char *from = name + length - FILE_NAME_MAX_BYTES;
    while ((*from & 0xC0) == 0x80)
        from++;
    return g_strdup(from);
}

static char *cleaned(const char *sent)
{
    g_autofree char *name = as_utf8(sent);
    if (!name)
        return g_strdup("file");
    for (const char *slash; (slash = strpbrk(name, "/\\"));)
        memmove(name, slash + 1, strlen(slash + 1) + 1);
    drop_control_characters(name);
    g_strstrip(name);
    if (!*name || strcmp(name, ".") == 0 || strcmp(name, "..") == 0)
        return g_strdup("file");
    return shortened(name);
}

char *http_disposition_file_name(const char *value)
{
    g_autofree char *extended_raw = http_header_parameter(value, "filename*");
    g_autofree char *extended = extended_value(extended_raw);
    if (extended)
        return cleaned(extended);
    g_autofree char *plain = http_header_parameter(value, "filename");
    if (!plain)
        return NULL;
    g_autoptr(GString) name = g_string_new(plain);
    undo_browser_escapes(name);
    return cleaned(name->str);
}

char *http_disposition_make(const char *file_name)
{
    g_autoptr(GString) out = g_string_new("attachment; filename=\"");
    for (const char *c = file_name; *c; c++)
        if ((*c & 0xC0) != 0x80)
            g_string_append_c(out, g_ascii_isprint(*c) && !strchr("\"\\%", *c) ? *c : '_');
    g_autofree char *encoded = g_uri_escape_string(file_name, NULL, FALSE);
    g_string_append_printf(out, "\"; filename*=UTF-8''%s", encoded);
    return g_string_free(g_steal_pointer(&out), FALSE);
}
