/* service_describe.h: a service's tables as JSON, for documentation and for the tests that hold it against the code. */
#ifndef OTKLIK_SERVICE_DESCRIBE_H
#define OTKLIK_SERVICE_DESCRIBE_H

#include "http.h"
#include "service.h"

/* [{"method","path","right","summary","flags","body_schema","answer_schema"}] of a table that ends with {0}. The
 * caller owns it. */
json_t *service_describe_routes(const struct route *routes);
/* {"service","consumes": [{"topic","type"}],"emits": [{"topic","type"}]}; "type" is null where the handler takes every
 * message of the topic. The caller owns it. */
json_t *service_describe_events(const struct service *service);

#endif
