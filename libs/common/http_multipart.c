#include "http_multipart.h"

#include "http_disposition.h"
#include "http_private.h"

#include <string.h>

#define PARTS_MAX 50
#define PART_HEAD_MAX_BYTES 8192
#define NAME_MAX_BYTES 200
#define BOUNDARY_MAX 70

enum state { PREAMBLE, AFTER_BOUNDARY, HEAD, BODY, EPILOGUE };

struct multipart {
    struct multipart_sink sink;
    GString *delimiter; /* CRLF "--" boundary */
    GString *held;      /* what cannot be decided yet */
    enum state state;
    int parts;
    const char *error;
};

struct multipart *multipart_new(const char *content_type, const struct multipart_sink *sink)
{
    g_autofree char *boundary = http_header_parameter(content_type, "boundary");
    if (!boundary || !*boundary || strlen(boundary) > BOUNDARY_MAX || strpbrk(boundary, "\r\n"))
        return NULL;
    struct multipart *parser = g_new0(struct multipart, 1);
    parser->sink = *sink;
    parser->delimiter = g_string_new(NULL);
    g_string_printf(parser->delimiter, "\r\n--%s", boundary);
    parser->held = g_string_new("\r\n"); /* the first boundary may be the first thing */
    return parser;
}

void multipart_free(struct multipart *parser)
{
    if (!parser)
        return;
    g_string_free(parser->delimiter, TRUE);
    g_string_free(parser->held, TRUE);
    g_free(parser);
}

bool multipart_complete(const struct multipart *parser)
{
    return parser->state == EPILOGUE;
}

const char *multipart_error(const struct multipart *parser)
{
    return parser->error;
}

static bool fail(struct multipart *parser, const char *error)
{
    parser->error = error;
    return false;
}

static char *head_value(const char *head, const char *name)
{
    size_t length = strlen(name);
    g_auto(GStrv) lines = g_strsplit(head, "\r\n", -1);
    for (char **line = lines; *line; line++)
        if (g_ascii_strncasecmp(*line, name, length) == 0 && (*line)[length] == ':')
            return g_strstrip(g_strdup(*line + length + 1));
    return NULL;
}

static bool name_good(const char *name)
{
    return name && *name && strlen(name) <= NAME_MAX_BYTES && g_utf8_validate(name, -1, NULL);
}

static bool begin_part(struct multipart *parser, const char *head)
{
    g_autofree char *disposition = head_value(head, "Content-Disposition");
    g_autofree char *type = head_value(head, "Content-Type");
    if (!disposition || g_ascii_strncasecmp(disposition, "form-data", 9) != 0)
        return fail(parser, "malformed_multipart");
    g_autofree char *name = http_header_parameter(disposition, "name");
    g_autofree char *file_name = http_disposition_file_name(disposition);
    if (!name_good(name))
        return fail(parser, "malformed_multipart");
    if (++parser->parts > PARTS_MAX)
        return fail(parser, "too_many_parts");
    return parser->sink.begin(parser->sink.arg, name, file_name, type);
}

/* Each step takes what it can from the front of `held`; *out_more tells whether the next state may go on at once. */

static bool find_delimiter(struct multipart *parser, bool emit, bool *out_more)
{
    GString *held = parser->held;
    const char *found = memmem(held->str, held->len, parser->delimiter->str, parser->delimiter->len);
    size_t keep = parser->delimiter->len - 1;
    size_t sure = found ? (size_t)(found - held->str) : held->len > keep ? held->len - keep : 0;
    if (emit && sure && !parser->sink.data(parser->sink.arg, held->str, sure))
        return false;
    g_string_erase(held, 0, (gssize)(found ? sure + parser->delimiter->len : sure));
    if (!found)
        return true;
    if (emit && !parser->sink.end(parser->sink.arg))
        return false;
    parser->state = AFTER_BOUNDARY;
    *out_more = true;
    return true;
}

static bool after_boundary(struct multipart *parser, bool *out_more)
{
    GString *held = parser->held;
    size_t padding = strspn(held->str, " \t"); /* RFC 2046 allows it */
    if (padding > BOUNDARY_MAX)
        return fail(parser, "malformed_multipart");
    if (held->len < padding + 2)
        return true;
    if (memcmp(held->str, "--", 2) == 0)
        parser->state = EPILOGUE;
    else if (memcmp(held->str + padding, "\r\n", 2) == 0)
        parser->state = HEAD;
    else
        return fail(parser, "malformed_multipart");
    g_string_erase(held, 0, (gssize)(parser->state == HEAD ? padding : 0));
    *out_more = true;
    return true;
}

/* `held` begins with the CRLF of the boundary's line, so that a head without lines ends at once, too. */
static bool read_head(struct multipart *parser, bool *out_more)
{
    GString *held = parser->held;
    const char *end = memmem(held->str, held->len, "\r\n\r\n", 4);
    if ((end ? (size_t)(end - held->str) : held->len) > PART_HEAD_MAX_BYTES)
        return fail(parser, "malformed_multipart");
    if (!end)
        return true;
    size_t length = (size_t)(end - held->str);
    if (memchr(held->str, '\0', length))
        return fail(parser, "malformed_multipart");
    g_autofree char *head = g_strndup(held->str, length);
    if (!begin_part(parser, head))
        return false;
    g_string_erase(held, 0, (gssize)length + 4);
    parser->state = BODY;
    *out_more = true;
    return true;
}

static bool step(struct multipart *parser, bool *out_more)
{
    *out_more = false;
    switch (parser->state) {
    case PREAMBLE:
        return find_delimiter(parser, false, out_more);
    case AFTER_BOUNDARY:
        return after_boundary(parser, out_more);
    case HEAD:
        return read_head(parser, out_more);
    case BODY:
        return find_delimiter(parser, true, out_more);
    case EPILOGUE:
        g_string_truncate(parser->held, 0);
        return true;
    }
    return false;
}

bool multipart_feed(struct multipart *parser, const char *bytes, size_t size)
{
    bool more = true;
    g_string_append_len(parser->held, bytes, (gssize)size);
    while (more)
        if (!step(parser, &more))
            return false;
    return true;
}
