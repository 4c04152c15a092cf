/* dead_letter_http.h: the dead letters of a service over HTTP, the same routes in every service. */
#ifndef OTKLIK_DEAD_LETTER_HTTP_H
#define OTKLIK_DEAD_LETTER_HTTP_H

#include "http.h"

/* Ends with {0}; added to every service's own routes. */
extern const struct route dead_letter_routes[];
/* For the test that prepares every statement. */
extern const struct statement dead_letter_statements[];
extern const size_t dead_letter_statement_count;

#endif
