#include "http_private.h"
#include "http_send.h"

#include <string.h>
#include <unistd.h>

static enum status fitting(int http_status)
{
    switch (http_status) {
    case 401:
    case 403:
        return ST_FORBIDDEN;
    case 404:
        return ST_NOT_FOUND;
    case 409:
    case 412:
    case 428:
        return ST_CONFLICT;
    case 503:
        return ST_RETRY;
    default:
        return ST_INVALID;
    }
}

enum status answer_problem(struct answer *out, int http_status, const char *code, const char *detail)
{
    g_free(out->problem_code);
    g_free(out->problem_detail);
    out->status = http_status;
    out->problem_code = g_strdup(code);
    out->problem_detail = g_strdup(detail);
    return fitting(http_status);
}

enum status answer_json_take(struct answer *out, int http_status, json_t *body)
{
    json_decref(out->body);
    out->status = http_status;
    out->body = body;
    return ST_OK;
}

void answer_version(struct answer *out, int64_t version)
{
    g_free(out->etag);
    out->etag = g_strdup_printf("%" G_GINT64_FORMAT, (gint64)version);
}

void answer_cookie(struct answer *out, const char *set_cookie)
{
    if (!out->cookies)
        out->cookies = json_array();
    json_array_append_new(out->cookies, json_string(set_cookie));
}

void answer_release(struct answer *out)
{
    json_decref(out->body);
    json_decref(out->cookies);
    g_free(out->etag);
    g_free(out->location);
    g_free(out->content_type);
    g_free(out->file_name);
    g_free(out->problem_code);
    g_free(out->problem_detail);
    if (out->file > 0)
        close(out->file);
    *out = (struct answer){0};
}

static const struct {
    enum status status;
    int http_status;
    const char *code;
} meanings[] = {
    {ST_NOT_FOUND, 404, "not_found"}, {ST_CONFLICT, 409, "conflict"},   {ST_DUPLICATE, 409, "duplicate"},
    {ST_INVALID, 422, "invalid"},     {ST_FORBIDDEN, 403, "forbidden"}, {ST_RETRY, 503, "busy"},
};

void answer_of_status(enum status status, const struct request *rq, struct answer *out)
{
    if (out->problem_code)
        return;
    if (rq->faults.count) {
        answer_problem(out, 422, "invalid", NULL);
        return;
    }
    for (size_t i = 0; i < G_N_ELEMENTS(meanings); i++)
        if (meanings[i].status == status) {
            answer_problem(out, meanings[i].http_status, meanings[i].code, NULL);
            return;
        }
    answer_problem(out, 500, "internal", NULL);
}

/* One entity tag of a list, without W/ and quotes; NULL at the end. nginx weakens the tags of what it compresses, so a
 * weak tag counts here as well: it still names the version that the client saw. */
static char *next_tag(const char **list)
{
    const char *at = *list + strspn(*list, " \t,");
    if (strncmp(at, "W/", 2) == 0)
        at += 2;
    size_t length = *at == '"' ? strcspn(at + 1, "\"") : strcspn(at, " \t,");
    bool quoted = *at == '"';
    if (!*at)
        return NULL;
    *list = at + length + quoted + (quoted && at[length + 1] == '"');
    return g_strndup(at + quoted, length);
}

/* The version of a tag stands before its hash. */
static bool tag_names_version(const char *tag, int64_t version)
{
    char *end;
    gint64 named = g_ascii_strtoll(tag, &end, 10);
    return strcmp(tag, "*") == 0 || (end != tag && (*end == '\0' || *end == '-') && named == version);
}

bool http_version_matches(struct request *rq, struct answer *out, int64_t version)
{
    const char *list = rq->if_match;
    if (!*list && !(rq->route->flags & ROUTE_CHANGES))
        return true;
    if (!*list) {
        answer_problem(out, 428, "version_needed", NULL);
        return false;
    }
    for (char *tag; (tag = next_tag(&list));) {
        bool match = tag_names_version(tag, version);
        g_free(tag);
        if (match)
            return true;
    }
    answer_problem(out, 412, "version_changed", NULL);
    return false;
}

bool http_etag_listed(const char *list, const char *etag)
{
    for (char *tag; list && etag && (tag = next_tag(&list));) {
        bool match = strcmp(tag, "*") == 0 || strcmp(tag, etag) == 0;
        g_free(tag);
        if (match)
            return true;
    }
    return false;
}

json_t *http_page_take(json_t *items, const char *next)
{
    return json_pack("{s:o, s:o}", "items", items, "next", next ? json_string(next) : json_null());
}
