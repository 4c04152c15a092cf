#include "http_private.h"

#include <string.h>

static int hex(char c)
{
    return g_ascii_isxdigit(c) ? g_ascii_xdigit_value(c) : -1;
}

char *http_decode(const char *text, size_t length, bool plus_is_space)
{
    g_autoptr(GString) out = g_string_sized_new(length);
    for (size_t i = 0; i < length; i++) {
        char c = text[i];
        if (c == '%') {
            if (i + 2 >= length || hex(text[i + 1]) < 0 || hex(text[i + 2]) < 0)
                return NULL;
            c = (char)(hex(text[i + 1]) * 16 + hex(text[i + 2]));
            i += 2;
        } else if (c == '+' && plus_is_space) {
            c = ' ';
        }
        if (c == '\0')
            return NULL;
        g_string_append_c(out, c);
    }
    if (!g_utf8_validate(out->str, (gssize)out->len, NULL))
        return NULL;
    return g_string_free(g_steal_pointer(&out), FALSE);
}

static bool is_parameter(const char *pattern, size_t length)
{
    return length > 2 && pattern[0] == '{' && pattern[length - 1] == '}';
}

/* How well the pattern fits: 0 not at all; the further left a literal segment stands, the higher. */
static unsigned path_fit(const char *pattern, const char *path)
{
    unsigned fit = 1;
    while (*pattern == '/' && *path == '/') {
        pattern++;
        path++;
        size_t p = strcspn(pattern, "/"), s = strcspn(path, "/");
        bool parameter = is_parameter(pattern, p);
        if (parameter ? s == 0 : (p != s || strncmp(pattern, path, p) != 0))
            return 0;
        fit = fit * 2 + !parameter;
        pattern += p;
        path += s;
    }
    return *pattern == *path ? fit : 0;
}

static enum status fill_params(struct request_private *private, const char *pattern)
{
    const char *path = private->path;
    while (*pattern == '/') {
        pattern++;
        path++;
        size_t p = strcspn(pattern, "/"), s = strcspn(path, "/");
        if (is_parameter(pattern, p)) {
            char *value = http_decode(path, s, false);
            if (!value)
                return ST_INVALID;
            g_assert(private->param_count < HTTP_PARAMS_MAX);
            private->params[private->param_count++] = (struct http_pair){g_strndup(pattern + 1, p - 2), value};
        }
        pattern += p;
        path += s;
    }
    return ST_OK;
}

static bool method_fits(const char *route_method, const char *method)
{
    return strcmp(route_method, method) == 0 || (strcmp(method, "HEAD") == 0 && strcmp(route_method, "GET") == 0);
}

static void allow_add(GString *allow, const char *method)
{
    if (strstr(allow->str, method))
        return;
    g_string_append_printf(allow, "%s%s", allow->len ? ", " : "", method);
    if (strcmp(method, "GET") == 0)
        g_string_append(allow, ", HEAD");
}

enum status http_route_find(const struct route *routes, struct request *rq, GString *allow)
{
    unsigned best = 0, nearest = 0;
    for (const struct route *route = routes; route && route->path; route++) {
        unsigned fit = path_fit(route->path, rq->private->path);
        if (!fit)
            continue;
        if (fit > nearest)
            g_string_truncate(allow, 0);
        nearest = MAX(nearest, fit);
        if (fit == nearest)
            allow_add(allow, route->method);
        if (fit > best && method_fits(route->method, rq->method)) {
            best = fit;
            rq->route = route;
        }
    }
    if (!rq->route)
        return allow->len ? ST_CONFLICT : ST_NOT_FOUND;
    return fill_params(rq->private, rq->route->path);
}

static enum status query_add(struct request_private *private, const char *pair, size_t length)
{
    const char *equals = memchr(pair, '=', length);
    size_t name_length = equals ? (size_t)(equals - pair) : length;
    g_autofree char *name = http_decode(pair, name_length, true);
    g_autofree char *value = equals ? http_decode(equals + 1, length - name_length - 1, true) : g_strdup("");
    if (!name || !value || private->query_count == HTTP_QUERY_MAX)
        return ST_INVALID;
    private->query[private->query_count++] = (struct http_pair){g_steal_pointer(&name), g_steal_pointer(&value)};
    return ST_OK;
}

enum status http_query_parse(struct request *rq)
{
    const char *at = rq->private->info->query_string;
    while (at && *at) {
        size_t length = strcspn(at, "&");
        if (length && query_add(rq->private, at, length) != ST_OK)
            return ST_INVALID;
        at += length + (at[length] == '&');
    }
    return ST_OK;
}

const char *http_param(const struct request *rq, const char *name)
{
    for (size_t i = 0; i < rq->private->param_count; i++)
        if (strcmp(rq->private->params[i].name, name) == 0)
            return rq->private->params[i].value;
    g_error("route %s has no parameter %s", rq->route->path, name);
}

const char *http_query(const struct request *rq, const char *name)
{
    for (size_t i = 0; i < rq->private->query_count; i++)
        if (strcmp(rq->private->query[i].name, name) == 0)
            return rq->private->query[i].value;
    return NULL;
}

int64_t http_limit(struct request *rq, int64_t fallback, int64_t max)
{
    const char *text = http_query(rq, "limit");
    gint64 limit = fallback;
    if (!text)
        return fallback;
    if (g_ascii_string_to_signed(text, 10, 1, max, &limit, NULL))
        return limit;
    g_autofree char *detail = g_strdup_printf("1..%" G_GINT64_FORMAT, (gint64)max);
    faults_add(&rq->faults, "/limit", "out_of_range", detail);
    return fallback;
}
