#include "http_private.h"
#include "http_send.h"
#include "metrics.h"
#include "openapi.h"

#include <string.h>

static int send_plain(struct request *rq, int status, const char *type, const char *text)
{
    g_autoptr(GString) message = g_string_new(NULL);
    struct answer none = {0};
    http_send_head(rq, &none, (struct http_head){status, type, (int64_t)strlen(text)}, message);
    g_string_append(message, "\r\n");
    if (strcmp(rq->method, "HEAD") != 0)
        g_string_append(message, text);
    http_send_bytes(rq, message->str, message->len);
    return status;
}

static int health(struct request *rq)
{
    return send_plain(rq, 200, "application/json", "{\"status\":\"ok\"}");
}

static int ready(struct request *rq)
{
    const struct http_options *options = &rq->private->server->options;
    json_t *reasons = json_array();
    if (options->ready)
        options->ready(options->owner, reasons);
    bool good = json_array_size(reasons) == 0;
    json_auto_t *body = json_pack("{s:s, s:o}", "status", good ? "ready" : "not ready", "reasons", reasons);
    g_autofree char *text = json_dumps(body, JSON_COMPACT);
    return send_plain(rq, good ? 200 : 503, "application/json", text);
}

static int metrics(struct request *rq)
{
    g_autofree char *text = metrics_render();
    return send_plain(rq, 200, "text/plain; version=0.0.4; charset=utf-8", text);
}

static int openapi(struct request *rq)
{
    struct http_server *server = rq->private->server;
    pthread_mutex_lock(&server->openapi_lock);
    if (!server->openapi) {
        json_auto_t *document = openapi_make(&server->options);
        server->openapi = json_dumps(document, JSON_INDENT(1));
    }
    pthread_mutex_unlock(&server->openapi_lock);
    return send_plain(rq, 200, "application/json", server->openapi);
}

static const struct {
    const char *path;
    int (*answer)(struct request *rq);
} operations[] = {
    {"/healthz", health},
    {"/readyz", ready},
    {"/metrics", metrics},
    {"/openapi.json", openapi},
};

bool http_operations(struct request *rq, int *out_status)
{
    if (strcmp(rq->method, "GET") != 0 && strcmp(rq->method, "HEAD") != 0)
        return false;
    for (size_t i = 0; i < G_N_ELEMENTS(operations); i++)
        if (strcmp(operations[i].path, rq->private->path) == 0) {
            *out_status = operations[i].answer(rq);
            return true;
        }
    return false;
}
