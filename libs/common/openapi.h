/* openapi.h: the OpenAPI 3.1 document of a service, as /openapi.json serves it. */
#ifndef OTKLIK_OPENAPI_H
#define OTKLIK_OPENAPI_H

#include "http_server.h"

/* Uses the options' service, about, routes and schemas only. The caller owns it. */
json_t *openapi_make(const struct http_options *options);

#endif
