#include "http_deadline.h"
#include "http_multipart.h"
#include "http_private.h"
#include "http_upload_store.h"

#include <string.h>
#include <sys/socket.h>

#include <sodium.h>

#define JSON_LIMIT_BYTES (1 << 20)
#define UPLOAD_LIMIT_BYTES (64 << 20)
#define BODY_DEADLINE_MS 10000
#define UPLOAD_DEADLINE_FACTOR 20
#define DRAIN_BYTES (512 << 10)
#define DRAIN_MS 1000

static int64_t or_default(int64_t option, int64_t fallback)
{
    return option > 0 ? option : fallback;
}

static bool media_type_is(const char *header, const char *type)
{
    size_t length = strlen(type);
    return header && g_ascii_strncasecmp(header, type, length) == 0 && strchr("; \t", header[length]);
}

typedef bool body_sink(void *arg, const char *bytes, size_t size);

/* Reads the whole body piece by piece; false when it ended early or the sink had enough. */
static bool read_pieces(struct request *rq, body_sink *sink, void *arg)
{
    char piece[HTTP_CHUNK_BYTES];
    int64_t left = rq->private->info->content_length;
    while (left > 0) {
        int got = mg_read(rq->private->connection, piece, (size_t)MIN(left, (int64_t)sizeof piece));
        if (got <= 0 || !sink(arg, piece, (size_t)got))
            return false;
        left -= got;
    }
    return true;
}

/* `out` gets the problem of a body that came too slowly or not whole. */
static enum status read_within(struct request *rq, int64_t limit_ms, body_sink *sink, void *arg, struct answer *out)
{
    struct http_deadlines *deadlines = rq->private->server->deadlines;
    struct http_deadline deadline;
    http_deadline_arm(deadlines, &deadline, rq->private->connection, SHUT_RD, limit_ms);
    bool whole = read_pieces(rq, sink, arg);
    bool late = http_deadline_disarm(deadlines, &deadline);
    rq->private->unread_body = !whole || late;
    if (late)
        return answer_problem(out, 408, "request_timeout", NULL);
    return whole ? ST_OK : answer_problem(out, 400, "malformed_request", NULL);
}

static bool append(void *arg, const char *bytes, size_t size)
{
    g_string_append_len(arg, bytes, (gssize)size);
    return true;
}

static enum status parse_json(struct request *rq, const GString *text, struct answer *out)
{
    json_error_t error;
    rq->private->body = json_loadb(text->str, text->len, JSON_REJECT_DUPLICATES | JSON_DECODE_ANY, &error);
    rq->body = rq->private->body;
    if (rq->body)
        return ST_OK;
    g_autofree char *place = g_strdup_printf("%d:%d", error.line, error.column);
    if (json_error_code(&error) == json_error_numeric_overflow)
        return answer_problem(out, 422, "number_out_of_range", place);
    return answer_problem(out, 400, "bad_json", place);
}

static void hash_text(const GString *text, char out[HTTP_SHA256_SIZE])
{
    unsigned char hash[crypto_hash_sha256_BYTES];
    crypto_hash_sha256(hash, (const unsigned char *)text->str, text->len);
    sodium_bin2hex(out, HTTP_SHA256_SIZE, hash, sizeof hash);
}

static enum status read_json(struct request *rq, int64_t deadline_ms, struct answer *out)
{
    g_autoptr(GString) text = g_string_sized_new((gsize)rq->private->info->content_length + 1);
    enum status st = read_within(rq, deadline_ms, append, text, out);
    if (st != ST_OK)
        return st;
    hash_text(text, rq->private->body_sha256);
    return parse_json(rq, text, out);
}

static bool feed(void *arg, const char *bytes, size_t size)
{
    return multipart_feed(arg, bytes, size);
}

static enum status upload_problem(const struct upload_store *store, const struct multipart *parser, struct answer *out)
{
    const char *code = upload_store_error(store) ? upload_store_error(store) : multipart_error(parser);
    if (strcmp(code, "storage_failed") == 0)
        return answer_problem(out, 507, code, NULL);
    if (strcmp(code, "too_large") == 0)
        return answer_problem(out, 413, code, "64 KiB");
    return answer_problem(out, 400, code, NULL);
}

static enum status read_parts(struct request *rq, struct upload_store *store, struct multipart *parser,
                              int64_t deadline_ms, struct answer *out)
{
    enum status st = read_within(rq, deadline_ms, feed, parser, out);
    if (multipart_error(parser) || upload_store_error(store))
        return upload_problem(store, parser, out);
    if (st == ST_OK && !multipart_complete(parser))
        return answer_problem(out, 400, "malformed_multipart", NULL);
    return st;
}

static enum status read_upload(struct request *rq, int64_t deadline_ms, struct answer *out)
{
    struct upload_store *store = upload_store_new(rq);
    struct multipart_sink sink = upload_store_sink(store);
    struct multipart *parser = multipart_new(http_header(rq, "Content-Type"), &sink);
    enum status st = parser ? read_parts(rq, store, parser, deadline_ms, out)
                            : answer_problem(out, 400, "malformed_multipart", NULL);
    multipart_free(parser);
    upload_store_free(store);
    return st;
}

static enum status check_declared(struct request *rq, bool upload, struct answer *out)
{
    const struct http_options *options = &rq->private->server->options;
    int64_t limit = upload ? or_default(options->upload_limit_bytes, UPLOAD_LIMIT_BYTES)
                           : or_default(options->json_limit_bytes, JSON_LIMIT_BYTES);
    const char *type = http_header(rq, "Content-Type");
    if (!media_type_is(type, upload ? "multipart/form-data" : "application/json"))
        return answer_problem(out, 415, "unsupported_media_type", upload ? "multipart/form-data" : "application/json");
    if (rq->private->info->content_length > limit) {
        g_autofree char *detail = g_format_size_full((guint64)limit, G_FORMAT_SIZE_IEC_UNITS);
        return answer_problem(out, 413, "too_large", detail);
    }
    return upload && !options->upload_folder ? answer_problem(out, 507, "storage_failed", NULL) : ST_OK;
}

static bool takes_body(const struct request *rq)
{
    return strcmp(rq->method, "GET") != 0 && strcmp(rq->method, "HEAD") != 0;
}

enum status http_body_read(struct request *rq, struct answer *out)
{
    bool upload = rq->route->flags & ROUTE_UPLOAD;
    if (rq->private->info->content_length <= 0)
        return upload ? answer_problem(out, 400, "body_needed", NULL) : ST_OK;
    if (!takes_body(rq))
        return answer_problem(out, 400, "malformed_request", NULL);
    enum status st = check_declared(rq, upload, out);
    if (st != ST_OK)
        return st;
    const char *expect = http_header(rq, "Expect");
    if (expect && g_ascii_strcasecmp(expect, "100-continue") == 0)
        mg_printf(rq->private->connection, "HTTP/1.1 100 Continue\r\n\r\n");
    int64_t deadline_ms = or_default(rq->private->server->options.body_deadline_ms, BODY_DEADLINE_MS);
    return upload ? read_upload(rq, deadline_ms * UPLOAD_DEADLINE_FACTOR, out) : read_json(rq, deadline_ms, out);
}

static bool count_down(void *arg, const char *bytes, size_t size)
{
    int64_t *left = arg;
    (void)bytes;
    *left -= (int64_t)size;
    return *left > 0;
}

void http_body_drain(struct request *rq)
{
    int64_t left = DRAIN_BYTES;
    struct http_deadline deadline;
    http_deadline_arm(rq->private->server->deadlines, &deadline, rq->private->connection, SHUT_RD, DRAIN_MS);
    read_pieces(rq, count_down, &left);
    http_deadline_disarm(rq->private->server->deadlines, &deadline);
}
