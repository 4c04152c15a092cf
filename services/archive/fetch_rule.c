#include "fetch_rule.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <string.h>

#include <curl/curl.h>
#include <glib.h>

#define DELAY_MAX_S (3 * 3600)

char *fetch_url(const char *url, const char *s3_base_url)
{
    static const char s3[] = "s3://";
    if (g_ascii_strncasecmp(url, s3, sizeof s3 - 1) != 0)
        return g_strdup(url);
    if (!s3_base_url || !*s3_base_url)
        return NULL;
    const char *gap = g_str_has_suffix(s3_base_url, "/") ? "" : "/";
    return g_strconcat(s3_base_url, gap, url + sizeof s3 - 1, NULL);
}

static char *part_of(CURLU *parsed, CURLUPart part)
{
    char *text = NULL;
    if (curl_url_get(parsed, part, &text, 0) != CURLUE_OK)
        return NULL;
    char *copy = g_ascii_strdown(text, -1);
    curl_free(text);
    return copy;
}

/* The host in lower case without a last dot; NULL: no URL that may be asked. Caller frees. */
static char *host_of(const char *url)
{
    CURLU *parsed = curl_url();
    char *host = NULL;

    if (curl_url_set(parsed, CURLUPART_URL, url, 0) == CURLUE_OK) {
        g_autofree char *scheme = part_of(parsed, CURLUPART_SCHEME);
        g_autofree char *user = part_of(parsed, CURLUPART_USER);
        if (!user && (g_strcmp0(scheme, "http") == 0 || g_strcmp0(scheme, "https") == 0))
            host = part_of(parsed, CURLUPART_HOST);
    }
    curl_url_cleanup(parsed);
    if (host && g_str_has_suffix(host, "."))
        host[strlen(host) - 1] = '\0';
    return host;
}

static bool is_address(const char *host)
{
    unsigned char bytes[16];
    return *host == '[' || inet_pton(AF_INET, host, bytes) == 1;
}

/* "*.example.ru" stands for every name below, not for example.ru itself. */
static bool below(const char *host, const char *pattern)
{
    return g_str_has_prefix(pattern, "*.") && g_str_has_suffix(host, pattern + 1);
}

enum status fetch_permitted(const char *url, const json_t *hosts, enum reach *out_reach, const char **out_reason)
{
    g_autofree char *host = host_of(url);
    bool named = false, matched = false;
    size_t i;
    json_t *one;

    json_array_foreach((json_t *)hosts, i, one)
    {
        const char *entry = json_is_string(one) ? json_string_value(one) : "";
        named |= host && g_ascii_strcasecmp(entry, host) == 0;
        matched |= host && !is_address(host) && below(host, entry);
    }
    if (!named && !matched) {
        *out_reason = host ? "host_not_listed" : "bad_url";
        return ST_INVALID;
    }
    *out_reach = !named ? REACH_PUBLIC : is_address(host) ? REACH_ANY : REACH_PRIVATE;
    return ST_OK;
}

struct network {
    uint32_t base;
    int bits;
    enum reach reach; /* that a connection needs */
};

/* RFC 6890: special-purpose networks. */
static const struct network networks[] = {
    {0x00000000, 8, REACH_ANY},      {0x7f000000, 8, REACH_ANY},      {0xa9fe0000, 16, REACH_ANY},
    {0xe0000000, 4, REACH_ANY},      {0xf0000000, 4, REACH_ANY},      {0x0a000000, 8, REACH_PRIVATE},
    {0xac100000, 12, REACH_PRIVATE}, {0xc0a80000, 16, REACH_PRIVATE}, {0x64400000, 10, REACH_PRIVATE},
    {0xc6120000, 15, REACH_PRIVATE}, {0xc0000000, 24, REACH_ANY},
};

static enum reach needed_v4(uint32_t address)
{
    for (size_t i = 0; i < G_N_ELEMENTS(networks); i++)
        if ((address ^ networks[i].base) >> (32 - networks[i].bits) == 0)
            return networks[i].reach;
    return REACH_PUBLIC;
}

static enum reach needed_v6(const struct in6_addr *address)
{
    const unsigned char *b = address->s6_addr;
    if (IN6_IS_ADDR_V4MAPPED(address) || IN6_IS_ADDR_V4COMPAT(address))
        return needed_v4((uint32_t)b[12] << 24 | (uint32_t)b[13] << 16 | (uint32_t)b[14] << 8 | b[15]);
    if ((b[0] & 0xfe) == 0xfc)
        return REACH_PRIVATE;
    /* Only 2000::/3 is global unicast; 64:ff9b::/96 and 2002::/16 would lead to an IPv4 address unseen. */
    bool global = (b[0] & 0xe0) == 0x20 && !(b[0] == 0x20 && b[1] == 0x02);
    return global ? REACH_PUBLIC : REACH_ANY;
}

bool fetch_address_permitted(const struct sockaddr *address, enum reach reach)
{
    if (address->sa_family == AF_INET)
        return needed_v4(ntohl(((const struct sockaddr_in *)(const void *)address)->sin_addr.s_addr)) <= reach;
    if (address->sa_family == AF_INET6)
        return needed_v6(&((const struct sockaddr_in6 *)(const void *)address)->sin6_addr) <= reach;
    return false;
}

static const struct {
    long status;
    const char *reason;
} answers[] = {
    {200, NULL}, {404, "not_found"}, {410, "not_found"}, {401, "access_refused"}, {403, "access_refused"},
};

const char *fetch_reason(long http_status)
{
    for (size_t i = 0; i < G_N_ELEMENTS(answers); i++)
        if (answers[i].status == http_status)
            return answers[i].reason;
    return http_status >= 300 && http_status < 400 ? "redirect_refused" : "server_failed";
}

bool fetch_is_final(const char *reason)
{
    static const char *const final[] = {
        "bad_url",       "host_not_listed", "address_refused", "redirect_refused", "not_found", "too_large",
        "size_mismatch", "hash_mismatch",   "bad_type",        "infected",         NULL};
    return g_strv_contains(final, reason);
}

int64_t fetch_delay_s(int64_t attempts, int64_t base_s)
{
    int64_t delay = base_s;
    for (int64_t i = 1; i < attempts && delay < DELAY_MAX_S; i++)
        delay *= 3;
    return MIN(delay, DELAY_MAX_S);
}
