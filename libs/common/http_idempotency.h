/* http_idempotency.h: creates that are done once, however often they are sent. */
#ifndef OTKLIK_HTTP_IDEMPOTENCY_H
#define OTKLIK_HTTP_IDEMPOTENCY_H

#include "http_server.h"

/* Takes the key of the request. ST_OK: new, go on. ST_DUPLICATE: `out` holds the stored answer. ST_INVALID: a problem
 * is set. ST_RETRY: the database or a twin that takes too long. */
enum status MUST_CHECK http_idempotency_begin(struct work *w, struct request *rq, struct answer *out);
/* Stores the answer of the handler under it, in the same transaction. */
enum status MUST_CHECK http_idempotency_end(struct work *w, struct request *rq, const struct answer *out);

/* Forgets answers of more than seven days ago, at most once an hour; called by a request that has its answer. */
void http_idempotency_tidy(struct http_server *server);

#endif
