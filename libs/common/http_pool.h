/* http_pool.h: the database connections of the HTTP server, opened when first needed. Thread safe. */
#ifndef OTKLIK_HTTP_POOL_H
#define OTKLIK_HTTP_POOL_H

#include "http_server.h"

/* At most `size`; the options are borrowed. */
struct http_pool *http_pool_new(const struct http_options *options, int size);
/* All must have been given back. NULL is accepted. */
void http_pool_free(struct http_pool *pool);
/* A usable connection or NULL: the database is away, or all are busy for 5 s. */
struct db *http_pool_take(struct http_pool *pool);
/* Gives back what http_pool_take gave. */
void http_pool_give(struct http_pool *pool, struct db *db);

#endif
