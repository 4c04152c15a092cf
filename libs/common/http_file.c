#include "http_deadline.h"
#include "http_disposition.h"
#include "http_private.h"
#include "http_send.h"

#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#define SEND_BASE_MS 30000
#define SEND_BYTES_PER_MS 32 /* a client slower than 256 kbit/s is not waited for */

struct range {
    int64_t first, length;
};

enum range_verdict { RANGE_NONE, RANGE_GOOD, RANGE_BEYOND };

static bool parse_number(const char **at, int64_t *out)
{
    char *end;
    if (!g_ascii_isdigit(**at))
        return false;
    *out = (int64_t)MIN(g_ascii_strtoull(*at, &end, 10), (guint64)G_MAXINT64 / 2);
    *at = end;
    return true;
}

/* One range of bytes (RFC 9110 14.1.2); several or another unit are answered with the whole file, as allowed. */
static enum range_verdict parse_range(const char *header, int64_t size, struct range *out)
{
    int64_t first = -1, last = -1;
    if (!header || strncmp(header, "bytes=", 6) != 0)
        return RANGE_NONE;
    header += 6;
    bool has_first = parse_number(&header, &first);
    if (*header++ != '-')
        return RANGE_NONE;
    bool has_last = parse_number(&header, &last);
    if (*header || (!has_first && !has_last) || (has_first && has_last && last < first))
        return RANGE_NONE;
    if (!has_first) {
        first = MAX(size - last, 0);
        last = last ? size - 1 : -1;
    }
    last = has_last || !has_first ? MIN(last, size - 1) : size - 1;
    *out = (struct range){first, last - first + 1};
    return first < size && last >= first ? RANGE_GOOD : RANGE_BEYOND;
}

static enum range_verdict wanted_range(struct request *rq, const struct answer *out, struct range *range)
{
    const char *condition = http_header(rq, "If-Range");
    if (strcmp(rq->method, "GET") != 0 || (condition && !http_etag_listed(condition, out->etag)))
        return RANGE_NONE;
    return parse_range(http_header(rq, "Range"), out->file_size_bytes, range);
}

/* A file was written by a stranger: it must never run as a page of our origin. */
static void append_file_headers(const struct answer *out, const struct range *range, int status, GString *head)
{
    g_autofree char *disposition = out->file_name ? http_disposition_make(out->file_name) : g_strdup("inline");
    g_string_append_printf(head, "Content-Disposition: %s\r\n", disposition);
    g_string_append(head, "Content-Security-Policy: sandbox; default-src 'none'\r\nAccept-Ranges: bytes\r\n");
    if (status == 206)
        g_string_append_printf(
            head, "Content-Range: bytes %" G_GINT64_FORMAT "-%" G_GINT64_FORMAT "/%" G_GINT64_FORMAT "\r\n",
            (gint64)range->first, (gint64)(range->first + range->length - 1), (gint64)out->file_size_bytes);
    if (status == 416)
        g_string_append_printf(head, "Content-Range: bytes */%" G_GINT64_FORMAT "\r\n", (gint64)out->file_size_bytes);
    g_string_append(head, "\r\n");
}

static bool send_pieces(struct request *rq, int file, struct range range)
{
    char piece[HTTP_CHUNK_BYTES];
    while (range.length > 0) {
        ssize_t got = pread(file, piece, (size_t)MIN(range.length, (int64_t)sizeof piece), (off_t)range.first);
        if (got <= 0 || mg_write(rq->private->connection, piece, (size_t)got) != (int)got)
            return false;
        range.first += got;
        range.length -= got;
    }
    return true;
}

static bool send_range(struct request *rq, int file, struct range range)
{
    struct http_deadlines *deadlines = rq->private->server->deadlines;
    struct http_deadline deadline;
    http_deadline_arm(deadlines, &deadline, rq->private->connection, SHUT_RDWR,
                      SEND_BASE_MS + range.length / SEND_BYTES_PER_MS);
    bool sent = send_pieces(rq, file, range);
    return !http_deadline_disarm(deadlines, &deadline) && sent;
}

int http_send_file(struct request *rq, const struct answer *out)
{
    struct range range = {0, out->file_size_bytes};
    enum range_verdict verdict = wanted_range(rq, out, &range);
    int status = verdict == RANGE_GOOD ? 206 : verdict == RANGE_BEYOND ? 416 : 200;
    if (http_etag_listed(http_header(rq, "If-None-Match"), out->etag))
        status = 304;
    if (status == 416 || status == 304)
        range.length = 0;
    g_autoptr(GString) head = g_string_sized_new(768);
    const char *type = out->content_type ? out->content_type : "application/octet-stream";
    http_send_head(rq, out, (struct http_head){status, type, range.length}, head);
    append_file_headers(out, &range, status, head);
    bool sent = mg_write(rq->private->connection, head->str, head->len) == (int)head->len;
    if (strcmp(rq->method, "HEAD") != 0 && sent)
        sent = send_range(rq, out->file, range);
    if (!sent) /* the length promised was not kept: only closing tells the client */
        mg_disable_connection_keep_alive(rq->private->connection);
    return status;
}
