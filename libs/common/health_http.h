/* health_http.h: how a service fares, as JSON for the administrator's page; /readyz and /metrics stay inside. */
#ifndef OTKLIK_HEALTH_HTTP_H
#define OTKLIK_HEALTH_HTTP_H

#include "http.h"

/* GET /v1/health, the same in every service. */
extern const struct route health_route;
/* For the test that prepares every statement. */
extern const struct statement health_statement;

#endif
