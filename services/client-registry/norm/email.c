#include "norm/email.h"

#include "norm/normalise.h"

#include <idn2.h>
#include <string.h>

#include <glib.h>

#define LOCAL_MAX 64
#define ADDRESS_MAX 254

static bool local_right(const char *local)
{
    size_t length = strlen(local);
    return length > 0 && length <= LOCAL_MAX && local[0] != '.' && local[length - 1] != '.' && !strstr(local, "..") &&
           g_regex_match_simple("^[a-z0-9.!#$%&'*+/=?^_`{|}~-]+$", local, G_REGEX_DOLLAR_ENDONLY, 0);
}

/* libidn2 drops "_" silently, so the form is checked after it. */
static bool domain_right(const char *domain)
{
    return g_regex_match_simple("^([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\\.)+[a-z][a-z0-9-]*[a-z0-9]$", domain,
                                G_REGEX_DOLLAR_ENDONLY, 0);
}

static char *domain_ascii(const char *domain)
{
    char *ascii = NULL;
    if (strchr(domain, '_') || idn2_to_ascii_8z(domain, &ascii, IDN2_NFC_INPUT | IDN2_NONTRANSITIONAL) != IDN2_OK)
        return NULL;
    char *copy = g_ascii_strdown(ascii, -1);
    idn2_free(ascii);
    return copy;
}

char *email_normal(const char *raw)
{
    g_autofree char *trimmed = g_strstrip(g_strdup(raw ? raw : ""));
    const char *at = strrchr(trimmed, '@');
    if (!at || !g_utf8_validate(trimmed, -1, NULL) || strlen(trimmed) > ADDRESS_MAX)
        return NULL;
    g_autofree char *head = g_strndup(trimmed, (gsize)(at - trimmed));
    g_autofree char *local = g_utf8_strdown(head, -1);
    g_autofree char *lower = g_utf8_strdown(at + 1, -1);
    g_autofree char *domain = domain_ascii(lower);
    if (!domain || !domain_right(domain) || !local_right(local))
        return NULL;
    return g_strconcat(local, "@", domain, NULL);
}

static bool is_stub(const char *address)
{
    static const char *const stubs[] = {
        "no@no.ru",        "net@mail.ru",    "net@net.ru",  "no@mail.ru",     "none@none.ru",
        "test@test.ru",    "mail@mail.ru",   "1@1.ru",      "a@a.ru",         "no@email.ru",
        "noemail@mail.ru", "nomail@mail.ru", "123@mail.ru", "email@email.ru", NULL};
    return g_strv_contains(stubs, address);
}

static bool is_yandex(const char *domain)
{
    static const char *const domains[] = {"ya.ru",     "yandex.ru", "yandex.com", "yandex.by",
                                          "yandex.kz", "yandex.ua", NULL};
    return g_strv_contains(domains, domain);
}

char *email_key(const char *raw)
{
    g_autofree char *address = email_normal(raw);
    if (!address || is_stub(address))
        return NULL;
    char *at = strrchr(address, '@');
    if (!is_yandex(at + 1))
        return g_steal_pointer(&address);
    *at = '\0';
    return g_strconcat(g_strdelimit(address, "-", '.'), "@yandex.ru", NULL);
}
