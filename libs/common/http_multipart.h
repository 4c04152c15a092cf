/* http_multipart.h: multipart/form-data (RFC 7578, RFC 2046 5.1) as a push parser: bytes come in pieces of any size,
 * parts go out to a sink, and no more than one piece and a part's head is ever held. */
#ifndef OTKLIK_HTTP_MULTIPART_H
#define OTKLIK_HTTP_MULTIPART_H

#include <stdbool.h>
#include <stddef.h>

/* Where the parts go. False from any of the three stops the parser. */
struct multipart_sink {
    /* A part begins; texts are borrowed, file_name and type may be NULL. */
    bool (*begin)(void *arg, const char *name, const char *file_name, const char *type);
    bool (*data)(void *arg, const char *bytes, size_t size);
    bool (*end)(void *arg);
    void *arg;
};
struct multipart;
/* NULL when the media type has no usable boundary. */
struct multipart *multipart_new(const char *content_type, const struct multipart_sink *sink);
/* False: malformed, over a limit, or the sink said no. */
bool multipart_feed(struct multipart *parser, const char *bytes, size_t size);
/* True when the closing boundary was seen. */
bool multipart_complete(const struct multipart *parser);
/* A key of texts (static); NULL when nothing was wrong, or when it was the sink that stopped. */
const char *multipart_error(const struct multipart *parser);
/* NULL is accepted. */
void multipart_free(struct multipart *parser);

#endif
