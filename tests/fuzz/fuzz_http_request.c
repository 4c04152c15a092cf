/* Input: a line "METHOD path?query", lines "Name: value". civetweb is stood in for by this file, which gives both as
 * they are. The request goes through everything that looks at its head. */
#include "http_private.h"
#include "http_send.h"

#include <stdint.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static struct mg_request_info info;

const struct mg_request_info *mg_get_request_info(const struct mg_connection *connection)
{
    (void)connection;
    return &info;
}

const char *mg_get_header(const struct mg_connection *connection, const char *name)
{
    (void)connection;
    for (int i = 0; i < info.num_headers; i++)
        if (g_ascii_strcasecmp(info.http_headers[i].name, name) == 0)
            return info.http_headers[i].value;
    return NULL;
}

static const struct route routes[] = {
    {.method = "GET", .path = "/v1/appeals"},
    {.method = "POST", .path = "/v1/appeals/search"},
    {.method = "GET", .path = "/v1/appeals/{id}"},
    {.method = "GET", .path = "/v1/appeals/by-number/{number}"},
    {.method = "PUT", .path = "/v1/folder-templates/{kind}/{code}", .flags = ROUTE_CHANGES},
    {0},
};

/* The lines; `info` borrows from them. */
static void read_head(char **lines)
{
    info = (struct mg_request_info){.request_method = "GET", .request_uri = "/", .content_length = -1};
    strcpy(info.remote_addr, "127.0.0.1");
    if (!lines[0])
        return;
    char *uri = strchr(lines[0], ' ');
    if (uri) {
        *uri++ = '\0';
        char *query = strchr(uri, '?');
        if (query)
            *query++ = '\0';
        info.request_method = lines[0];
        info.request_uri = uri;
        info.query_string = query;
    }
    for (char **line = lines + 1; *line && info.num_headers < MG_MAX_HEADERS; line++) {
        char *colon = strchr(*line, ':');
        if (!colon)
            continue;
        *colon = '\0';
        info.http_headers[info.num_headers].name = *line;
        info.http_headers[info.num_headers++].value = g_strstrip(colon + 1);
    }
}

static void ask_everything(struct request *rq)
{
    struct answer out = {0};
    g_autoptr(GString) allow = g_string_new(NULL);
    if (http_route_find(routes, rq, allow) == ST_OK) {
        g_assert(rq->route && (rq->private->param_count > 0) == (strchr(rq->route->path, '{') != NULL));
        for (size_t i = 0; i < rq->private->param_count; i++)
            g_assert(g_utf8_validate(http_param(rq, rq->private->params[i].name), -1, NULL));
        g_assert(http_version_matches(rq, &out, 5) || out.problem_code || rq->faults.count);
    }
    int64_t limit = http_limit(rq, 50, 200);
    g_assert(limit >= 1 && limit <= 200);
    http_cookie(rq, "otk_access");
    answer_release(&out);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static struct http_server server;
    struct request_private private;
    struct request rq;
    struct answer out = {0};
    g_autofree char *text = g_strndup((const char *)data, size);
    g_auto(GStrv) lines = g_strsplit(text, "\n", MG_MAX_HEADERS + 1);
    read_head(lines);
    http_request_init(&rq, &private, &server, NULL);
    g_assert(strlen(private.traceparent) == 55);
    if (http_request_check(&rq, &out) == ST_OK)
        ask_everything(&rq);
    else
        g_assert(out.problem_code);
    answer_release(&out);
    http_request_release(&rq);
    return 0;
}
