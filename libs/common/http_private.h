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
enum status MUST_CHECK http_query_parse(struct request *rq);

/* http_request.c */
void http_request_init(struct request *rq, struct request_private *private, struct http_server *server,
                       struct mg_connection *connection);
void http_request_release(struct request *rq);
/* What a request may not be, whatever its route. On failure a problem is set. */
enum status MUST_CHECK http_request_check(struct request *rq, struct answer *out);

/* http_body.c: reads rq->body or the uploads as the route wants. On failure a problem is set. */
enum status MUST_CHECK http_body_read(struct request *rq, struct answer *out);
/* Lets a refused client see its answer before the connection is closed. */
void http_body_drain(struct request *rq);

/* http_deadline.c */
struct http_deadline {
    int socket;
    int how; /* of shutdown(2) */
    gint64 at_us;
    bool fired;
};
struct http_deadlines *http_deadlines_new(void);
void http_deadlines_free(struct http_deadlines *deadlines);
/* Shuts the socket of the connection down after `limit_ms`, so that a read or write ends, unless disarmed before. */
void http_deadline_arm(struct http_deadlines *deadlines, struct http_deadline *deadline,
                       struct mg_connection *connection, int how, int64_t limit_ms);
/* True when it was too late. */
bool http_deadline_disarm(struct http_deadlines *deadlines, struct http_deadline *deadline);

/* http_pool.c */
struct http_pool *http_pool_new(const struct http_options *options, int size);
void http_pool_free(struct http_pool *pool);
/* A usable connection or NULL: the database is away, or all are busy for 5 s. */
struct db *http_pool_take(struct http_pool *pool);
void http_pool_give(struct http_pool *pool, struct db *db);

/* http_auth.c: fills rq->person or sets a problem. */
enum status MUST_CHECK http_auth(struct request *rq, struct answer *out);

/* http_command.c: runs the handler in its transaction, again when the world was at fault. */
void http_command(struct request *rq, struct answer *out);

/* http_audit.c */
/* Records an answer of an audited route whose handler did not. */
void http_audit_answered(struct work *w, struct request *rq);
/* Records that a route was refused: to anybody signed in, and now and then to strangers. */
void http_audit_refused(struct request *rq, const char *outcome);

/* http_idempotency.c. ST_OK: new, go on. ST_DUPLICATE: `out` holds the stored answer. ST_INVALID: a problem is set. */
enum status MUST_CHECK http_idempotency_begin(struct work *w, struct request *rq, struct answer *out);
enum status MUST_CHECK http_idempotency_end(struct work *w, struct request *rq, const struct answer *out);

/* Forgets answers of more than seven days ago, at most once an hour; called by a request that has its answer. */
void http_idempotency_tidy(struct http_server *server);

/* http_multipart.c */
struct multipart_sink {
    /* A part begins; texts are borrowed. False stops the parser. */
    bool (*begin)(void *arg, const char *name, const char *file_name, const char *type);
    bool (*data)(void *arg, const char *bytes, size_t size);
    bool (*end)(void *arg);
    void *arg;
};
struct multipart;
/* NULL when the media type has no usable boundary. */
struct multipart *multipart_new(const char *content_type, const struct multipart_sink *sink);
/* False: malformed, over a limit, or the sink said no; multipart_error tells (a key of texts; static). */
bool multipart_feed(struct multipart *parser, const char *bytes, size_t size);
/* True when the closing boundary was seen. */
bool multipart_complete(const struct multipart *parser);
const char *multipart_error(const struct multipart *parser);
void multipart_free(struct multipart *parser);

/* http_disposition.c: RFC 6266, RFC 7578, RFC 8187. */
/* A parameter of a header's value, unquoted; NULL if absent. Caller frees. */
char *http_header_parameter(const char *value, const char *name);
/* The file name of a Content-Disposition: without folders and control characters, UTF-8. NULL if there is none. */
char *http_disposition_file_name(const char *value);
/* attachment; filename="..."; filename*=UTF-8''... Caller frees. */
char *http_disposition_make(const char *file_name);

/* http_upload.c */
/* A sink that stores parts below the server's folder into rq's uploads. */
struct upload_store;
struct upload_store *upload_store_new(struct request *rq);
struct multipart_sink upload_store_sink(struct upload_store *store);
/* A key of texts, NULL when nothing went wrong in the store itself. */
const char *upload_store_error(const struct upload_store *store);
/* Ends the hash of everything stored into rq's body_sha256. */
void upload_store_free(struct upload_store *store);
void upload_free(void *upload);

/* http_answer.c */
void answer_release(struct answer *out);
/* Sets the problem that a handler's status stands for, unless one is set. */
void answer_of_status(enum status status, const struct request *rq, struct answer *out);

/* http_send.c */
/* Writes the answer; returns the HTTP status for the log. */
int http_send(struct request *rq, struct answer *out);
/* The head of an answer, to be ended with an empty line. */
void http_send_head(struct request *rq, const struct answer *out, int status, const char *type, int64_t length,
                    GString *head);
bool http_send_bytes(struct request *rq, const char *bytes, size_t size);
/* http_file.c */
int http_send_file(struct request *rq, const struct answer *out);
/* True when the list of entity tags names `etag` by weak comparison (RFC 9110 8.8.3.2). */
bool http_etag_listed(const char *list, const char *etag);

/* http_operations.c: /healthz, /readyz, /metrics, /openapi.json. False: not one of them. */
bool http_operations(struct request *rq, int *out_status);

#endif
