/* http_private.h: what the files of the HTTP server share. A request and everything in it belongs to the thread that
 * serves it; of the server only the pool and the deadlines are shared, each with its own lock. */
#ifndef OTKLIK_HTTP_PRIVATE_H
#define OTKLIK_HTTP_PRIVATE_H

#include "http_server.h"

#include <pthread.h>
#include <stdatomic.h>

#include <civetweb.h>
#include <glib.h>

#define HTTP_PARAMS_MAX 8
#define HTTP_QUERY_MAX 32
#define HTTP_CHUNK_BYTES 16384
#define HTTP_SHA256_SIZE 65

struct http_pair {
    char *name;
    char *value;
};

struct request_private {
    struct http_server *server;
    struct mg_connection *connection;
    const struct mg_request_info *info;
    char *path; /* as sent, without the query */
    struct http_pair params[HTTP_PARAMS_MAX];
    size_t param_count;
    struct http_pair query[HTTP_QUERY_MAX];
    size_t query_count;
    json_t *body;
    GPtrArray *uploads; /* of struct upload */
    GHashTable *cookies;
    char *idempotency_key;
    char body_sha256[HTTP_SHA256_SIZE];
    char traceparent[56];
    bool audited;     /* http_audit was called */
    bool replayed;    /* the answer was stored by an earlier request with the same key */
    bool unread_body; /* the connection cannot be used further */
};

struct http_server {
    struct http_options options;
    struct mg_context *context;
    struct http_pool *pool;
    struct http_deadlines *deadlines;
    struct http_schemas *schemas;
    int port;
    int threads;
    _Atomic int taken;                   /* of them: they have a connection, and take no other before it is closed */
    _Atomic gint64 stranger_recorded_us; /* http_audit.c */
    _Atomic gint64 tidied_us;            /* http_idempotency.c */
    pthread_mutex_t openapi_lock;
    char *openapi; /* made when first asked for */
};

/* http_route.c */
/* Percent-decodes; NULL for a bad escape, a NUL or what is no UTF-8. Caller frees. */
char *http_decode(const char *text, size_t length, bool plus_is_space);
/* Finds the route and fills rq->route and the path parameters. ST_NOT_FOUND; ST_CONFLICT: the path exists with the
 * methods written into `allow`; ST_INVALID: the path is badly encoded. */
enum status MUST_CHECK http_route_find(const struct route *routes, struct request *rq, GString *allow);
/* Fills the query parameters. ST_INVALID: badly encoded, or too many. */
enum status MUST_CHECK http_query_parse(struct request *rq);

/* http_request.c */
/* Fills both; what a request needs before its route is known. */
void http_request_init(struct request *rq, struct request_private *private, struct http_server *server,
                       struct mg_connection *connection);
/* Frees what both own. */
void http_request_release(struct request *rq);
/* What a request may not be, whatever its route. On failure a problem is set. */
enum status MUST_CHECK http_request_check(struct request *rq, struct answer *out);

/* http_body.c: reads rq->body or the uploads as the route wants. On failure a problem is set. */
enum status MUST_CHECK http_body_read(struct request *rq, struct answer *out);
/* Lets a refused client see its answer before the connection is closed. */
void http_body_drain(struct request *rq);

/* http_auth.c: fills rq->person or sets a problem. */
enum status MUST_CHECK http_auth(struct request *rq, struct answer *out);

/* http_command.c: runs the handler in its transaction, again when the world was at fault. */
void http_command(struct request *rq, struct answer *out);

/* http_audit.c */
/* Records an answer of an audited route whose handler did not. */
void http_audit_answered(struct work *w, struct request *rq);
/* Records that a route was refused: to anybody signed in, and now and then to strangers. */
void http_audit_refused(struct request *rq, const char *outcome);

/* http_operations.c: /healthz, /readyz, /metrics, /openapi.json. False: not one of them. */
bool http_operations(struct request *rq, int *out_status);

#endif
