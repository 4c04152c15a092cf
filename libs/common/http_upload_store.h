/* http_upload_store.h: stores the parts of a multipart body below the server's folder, hashing them on the way. */
#ifndef OTKLIK_HTTP_UPLOAD_STORE_H
#define OTKLIK_HTTP_UPLOAD_STORE_H

#include "http_multipart.h"
#include "http_server.h"

struct upload_store;

/* Begins rq's uploads. */
struct upload_store *upload_store_new(struct request *rq);
/* What multipart_new needs; valid as long as the store. */
struct multipart_sink upload_store_sink(struct upload_store *store);
/* A key of texts, NULL when nothing went wrong in the store itself. */
const char *upload_store_error(const struct upload_store *store);
/* Ends the hash of everything stored into rq's body_sha256. */
void upload_store_free(struct upload_store *store);
/* A GDestroyNotify of struct upload; removes the file unless upload_keep moved it. */
void upload_free(void *upload);

#endif
