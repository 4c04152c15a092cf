/* http_send.h: from what a handler answered to bytes on the connection. */
#ifndef OTKLIK_HTTP_SEND_H
#define OTKLIK_HTTP_SEND_H

#include "http.h"

#include <glib.h>

/* Frees what it owns, closes its file, zeroes it. */
void answer_release(struct answer *out);
/* Sets the problem that a handler's status stands for, unless one is set. */
void answer_of_status(enum status status, const struct request *rq, struct answer *out);

/* Writes the answer; returns the HTTP status for the log. */
int http_send(struct request *rq, struct answer *out);
struct http_head {
    int status;
    const char *type;     /* media type; NULL: no body */
    int64_t length_bytes; /* of the body */
};
/* Appends the head of an answer; the caller ends it with an empty line. */
void http_send_head(struct request *rq, const struct answer *out, struct http_head head, GString *message);
/* False: the client is gone or too slow. */
bool http_send_bytes(struct request *rq, const char *bytes, size_t size);
/* Writes an answer that is a file, whole or a range; returns the HTTP status. */
int http_send_file(struct request *rq, const struct answer *out);
/* True when the list of entity tags names `etag` by weak comparison (RFC 9110 8.8.3.2). */
bool http_etag_listed(const char *list, const char *etag);

#endif
