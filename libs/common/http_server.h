/* http_server.h: runs a table of routes on a port. A request takes a connection of the pool only while its command
 * runs, so that idle keep-alive connections cost a thread but no database connection. */
#ifndef OTKLIK_HTTP_SERVER_H
#define OTKLIK_HTTP_SERVER_H

#include "http.h"
#include "token.h"

struct http_server;
struct http_options;

/* How a request gets its transaction: the engine's in a service (http_works_database), a stub in a test. */
struct http_works {
    struct db *(*open)(const char *conninfo, const char *service); /* NULL: the database is away */
    bool (*ready)(struct db *db);                                  /* usable, re-made if it was lost */
    void (*close)(struct db *db);
    struct work *(*begin)(struct db *db, const struct http_options *options, const char *traceparent);
    enum status (*failure)(const struct work *w); /* of a load inside the handler: its own answer is then void */
    void (*emit)(struct work *w, const char *topic, const char *type, const char *key, json_t *data); /* takes data */
    enum status (*commit)(struct work *w);
    void (*rollback)(struct work *w);
    void (*free)(struct work *w);
    void (*read_only)(struct work *w); /* the request only reads: no locks; may be NULL */
};

/* Works of work.h on PostgreSQL. */
extern const struct http_works http_works_database;

struct http_options {
    const char *service;        /* "intake": names the API, the database session and the metrics */
    const char *about;          /* one sentence for OpenAPI; may be NULL */
    const char *listen;         /* "127.0.0.1:8081"; port 0 takes a free one */
    int connections;            /* to the database at most; 0: 8 */
    int threads;                /* connections of clients at once; 0: 12 */
    const struct route *routes; /* ends with {0} */
    void *app;
    const char *conninfo;
    const struct http_works *works;
    struct token_verifier *tokens; /* NULL: every route that is not public answers 401 */
    const char *upload_folder;     /* for temporary files; NULL: uploads are refused */
    int64_t json_limit_bytes;      /* 0: 1 MiB */
    int64_t upload_limit_bytes;    /* 0: 64 MiB for the whole body */
    int64_t body_deadline_ms;      /* for the whole body of a JSON request; 0: 10 s; uploads get 20 times as long */
    /* Adds to the array of texts why the service is not ready; NULL: ready when it answers. */
    void (*ready)(void *owner, json_t *reasons);
    /* Adds to the object what the service's threads know of themselves (health_http.h); NULL: nothing. */
    void (*health)(void *owner, json_t *health);
    /* Called after a command was committed, e.g. to wake the relay; may be NULL. */
    void (*committed)(void *owner);
    void *owner;         /* of the callbacks above */
    const char *schemas; /* folder of the bodies' schemas; NULL: proto-schemas/http below the share folder */
};

/* Listens at once. The options' texts, tables and verifier are borrowed until stop. NULL: logged why. */
struct http_server *http_server_start(const struct http_options *options);
/* Stops listening, lets running requests end (at most 5 s), closes the pool. NULL is accepted. */
void http_server_stop(struct http_server *server);
/* The port it listens on. */
int http_server_port(const struct http_server *server);

#endif
