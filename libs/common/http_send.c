#include "http_send.h"

#include "http_deadline.h"
#include "http_private.h"
#include "texts.h"

#include <string.h>
#include <sys/socket.h>
#include <time.h>

#include <sodium.h>

#define JSON_FLAGS (JSON_COMPACT | JSON_ENCODE_ANY)
#define SEND_MS 30000

static const struct {
    int status;
    const char *phrase;
} phrases[] = {
    {200, "OK"},
    {201, "Created"},
    {202, "Accepted"},
    {204, "No Content"},
    {206, "Partial Content"},
    {303, "See Other"},
    {304, "Not Modified"},
    {400, "Bad Request"},
    {401, "Unauthorized"},
    {403, "Forbidden"},
    {404, "Not Found"},
    {405, "Method Not Allowed"},
    {408, "Request Timeout"},
    {409, "Conflict"},
    {410, "Gone"},
    {411, "Length Required"},
    {412, "Precondition Failed"},
    {413, "Content Too Large"},
    {415, "Unsupported Media Type"},
    {416, "Range Not Satisfiable"},
    {422, "Unprocessable Content"},
    {428, "Precondition Required"},
    {429, "Too Many Requests"},
    {500, "Internal Server Error"},
    {502, "Bad Gateway"},
    {503, "Service Unavailable"},
    {507, "Insufficient Storage"},
};

static const char *phrase_of(int status)
{
    for (size_t i = 0; i < G_N_ELEMENTS(phrases); i++)
        if (phrases[i].status == status)
            return phrases[i].phrase;
    return "";
}

static void append_date(GString *head)
{
    time_t now = time(NULL);
    struct tm utc;
    char text[40];
    gmtime_r(&now, &utc);
    strftime(text, sizeof text, "%a, %d %b %Y %H:%M:%S GMT", &utc);
    g_string_append_printf(head, "Date: %s\r\n", text);
}

/* Values that come from handlers; a line break in one would start a header of its own. */
static void append_header(GString *head, const char *name, const char *value)
{
    if (value && !strpbrk(value, "\r\n"))
        g_string_append_printf(head, "%s: %s\r\n", name, value);
}

/* A connection that is kept has a thread to itself: when none is free, those that wait for one would wait until
 * somebody else has nothing more to ask. */
static bool keeps_alive(struct request *rq)
{
    const char *version = rq->private->info->http_version;
    const char *wish = http_header(rq, "Connection");
    bool thread_free = rq->private->server->taken < rq->private->server->threads;
    return thread_free && !rq->private->unread_body && version && strcmp(version, "1.1") == 0 &&
           !(wish && g_ascii_strcasecmp(wish, "close") == 0);
}

/* What was read about a person is not to stay in the disk cache of a shared machine. */
static const char *cache_rule(const struct request *rq)
{
    bool keep = rq->route && strcmp(rq->route->method, "GET") == 0 && !(rq->route->flags & ROUTE_AUDITED);
    return keep ? "private, no-cache" : "no-store";
}

static void append_answer_headers(struct request *rq, const struct answer *out, int status, GString *head)
{
    size_t index;
    json_t *cookie;
    if (out->etag && !strpbrk(out->etag, "\"\r\n"))
        g_string_append_printf(head, "ETag: \"%s\"\r\n", out->etag);
    append_header(head, "Location", out->location);
    json_array_foreach(out->cookies, index, cookie) append_header(head, "Set-Cookie", json_string_value(cookie));
    if (rq->private->replayed)
        append_header(head, "Idempotent-Replay", "true");
    if (status == 503 || status == 429)
        append_header(head, "Retry-After", "2");
    if (status == 401)
        append_header(head, "WWW-Authenticate", "Bearer");
    if (status == 405)
        append_header(head, "Allow", out->problem_detail);
}

void http_send_head(struct request *rq, const struct answer *out, struct http_head head, GString *message)
{
    bool keep = keeps_alive(rq);
    if (!keep)
        mg_disable_connection_keep_alive(rq->private->connection);
    g_string_append_printf(message, "HTTP/1.1 %d %s\r\n", head.status, phrase_of(head.status));
    append_date(message);
    append_header(message, "Content-Type", head.type);
    if (head.status != 204 && head.status != 304)
        g_string_append_printf(message, "Content-Length: %" G_GINT64_FORMAT "\r\n", (gint64)head.length_bytes);
    append_header(message, "Connection", keep ? "keep-alive" : "close");
    append_header(message, "Cache-Control", cache_rule(rq));
    append_header(message, "X-Content-Type-Options", "nosniff");
    append_answer_headers(rq, out, head.status, message);
}

bool http_send_bytes(struct request *rq, const char *bytes, size_t size)
{
    struct http_deadlines *deadlines = rq->private->server->deadlines;
    struct http_deadline deadline;
    if (size <= HTTP_CHUNK_BYTES) /* fits the socket's buffer: cannot wait for a slow reader */
        return mg_write(rq->private->connection, bytes, size) == (int)size;
    http_deadline_arm(deadlines, &deadline, rq->private->connection, SHUT_RDWR, SEND_MS);
    bool sent = mg_write(rq->private->connection, bytes, size) == (int)size;
    return !http_deadline_disarm(deadlines, &deadline) && sent;
}

static void send_text(struct request *rq, const struct answer *out, int status, const char *type, const char *text)
{
    size_t length = text ? strlen(text) : 0;
    g_autoptr(GString) message = g_string_sized_new(512 + length);
    http_send_head(rq, out, (struct http_head){status, type, (int64_t)length}, message);
    if (out->problem_code)
        append_header(message, "Content-Language", rq->language);
    g_string_append(message, "\r\n");
    if (strcmp(rq->method, "HEAD") != 0 && status != 304 && text)
        g_string_append_len(message, text, (gssize)length);
    http_send_bytes(rq, message->str, message->len);
}

/* RFC 9457. `type` is a name, not a page; `code` is the same for programs; texts are in the reader's language.
 * Members of a body that the handler set are the problem's extension members. */
static json_t *problem_body(const struct request *rq, const struct answer *out)
{
    g_autofree char *type = g_strdup_printf("urn:otklik:problem:%s", out->problem_code);
    g_autofree char *title_code = g_strdup_printf("http_%d", out->status);
    g_autofree char *detail = text_format(out->problem_code, rq->language, out->problem_detail);
    g_autofree char *trace = g_strndup(rq->private->traceparent + 3, 32);
    json_t *body = json_pack("{s:s, s:s, s:i, s:s, s:s, s:s}", "type", type, "title", text_of(title_code, rq->language),
                             "status", out->status, "detail", detail, "code", out->problem_code, "trace", trace);
    if (rq->faults.count)
        json_object_set_new(body, "faults", faults_to_json(&rq->faults, rq->language));
    json_object_update_missing(body, out->body);
    return body;
}

static void send_problem(struct request *rq, const struct answer *out)
{
    json_auto_t *body = problem_body(rq, out);
    g_autofree char *text = json_dumps(body, JSON_FLAGS);
    send_text(rq, out, out->status, "application/problem+json", text ? text : "{}");
}

static bool is_read(const struct request *rq)
{
    return strcmp(rq->method, "GET") == 0 || strcmp(rq->method, "HEAD") == 0;
}

/* The validator of what is shown: a version alone does not change with the reader's language or rights. */
static void tag_by_hash(struct answer *out, const char *text)
{
    unsigned char hash[crypto_generichash_BYTES_MIN];
    char hex[sizeof hash * 2 + 1];
    crypto_generichash(hash, sizeof hash, (const unsigned char *)text, strlen(text), NULL, 0);
    sodium_bin2hex(hex, sizeof hex, hash, sizeof hash);
    char *tag = out->etag ? g_strdup_printf("%s-%s", out->etag, hex) : g_strdup(hex);
    g_free(out->etag);
    out->etag = tag;
}

static int send_json(struct request *rq, struct answer *out)
{
    g_autofree char *text = out->body ? json_dumps(out->body, JSON_FLAGS) : NULL;
    int status = out->status ? out->status : text ? 200 : 204;
    if (is_read(rq) && status == 200 && text) {
        tag_by_hash(out, text);
        if (http_etag_listed(http_header(rq, "If-None-Match"), out->etag))
            status = 304;
    }
    send_text(rq, out, status,
              text && status != 304 ? (out->content_type ? out->content_type : "application/json") : NULL, text);
    return status;
}

int http_send(struct request *rq, struct answer *out)
{
    if (out->file > 0 && !out->problem_code)
        return http_send_file(rq, out);
    if (!out->problem_code)
        return send_json(rq, out);
    send_problem(rq, out);
    return out->status;
}
