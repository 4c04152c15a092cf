/* Input: one byte that says how the rest is cut into pieces, then a multipart body with the boundary "B". However it is
 * cut, the same parts come out. */
#include "http_multipart.h"

#include <stdint.h>
#include <string.h>

#include <glib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static bool begin(void *arg, const char *name, const char *file_name, const char *type)
{
    g_assert(g_utf8_validate(name, -1, NULL) && *name);
    g_assert(!file_name || (g_utf8_validate(file_name, -1, NULL) && *file_name && !strpbrk(file_name, "/\\\r\n")));
    g_string_append_printf(arg, "<%s|%s|%s>", name, file_name ? file_name : "", type ? type : "");
    return true;
}

static bool take(void *arg, const char *bytes, size_t size)
{
    g_string_append_len(arg, bytes, (gssize)size);
    return true;
}

static bool end(void *arg)
{
    g_string_append(arg, "</>");
    return true;
}

/* What the parser said, in one text. */
static GString *parse(const char *body, size_t size, size_t piece)
{
    GString *seen = g_string_new(NULL);
    struct multipart_sink sink = {begin, take, end, seen};
    struct multipart *parser = multipart_new("multipart/form-data; boundary=B", &sink);
    bool good = true;
    for (size_t at = 0; good && at < size; at += piece)
        good = multipart_feed(parser, body + at, MIN(piece, size - at));
    g_assert(good == !multipart_error(parser));
    if (!good) /* what came out before an error depends on the pieces */
        g_string_truncate(seen, 0);
    g_string_append_printf(seen, "%s %d", good ? "" : multipart_error(parser), good && multipart_complete(parser));
    multipart_free(parser);
    return seen;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    if (size < 2)
        return 0;
    const char *body = (const char *)data + 1;
    g_autoptr(GString) whole = parse(body, size - 1, size);
    g_autoptr(GString) pieces = parse(body, size - 1, 1 + data[0] % 50);
    g_assert(g_string_equal(whole, pieces));
    return 0;
}
