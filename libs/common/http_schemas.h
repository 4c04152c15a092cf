/* http_schemas.h: the JSON schemas of request bodies and answers, proto-schemas/http/NAME.json. */
#ifndef OTKLIK_HTTP_SCHEMAS_H
#define OTKLIK_HTTP_SCHEMAS_H

#include "http.h"

struct http_schemas;

/* The folder given, or the one below $OTKLIK_SHARE or the built-in share folder. Caller frees. */
char *http_schemas_folder(const char *given);
/* Compiles the body schema of every route. NULL: one is wrong (logged with its name). A missing one is logged as an
 * error and its bodies are only checked by what decodes them; tests/contracts finds it before a release does. */
struct http_schemas *http_schemas_load(const struct route *routes, const char *folder);
void http_schemas_free(struct http_schemas *schemas);
/* Adds what is wrong with the body; `name` is a route's body_schema. Thread safe. */
void http_schemas_check(const struct http_schemas *schemas, const char *name, const json_t *body,
                        struct faults *faults);

#endif
