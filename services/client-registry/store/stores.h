/* stores.h: the statements beside load and save, each in its table's <table>_store.c. */
#ifndef OTKLIK_CLIENT_STORES_H
#define OTKLIK_CLIENT_STORES_H

#include "service.h"

/* $1 bigint[]: takes transaction locks in ascending order. */
extern const struct statement strong_key_lock;

/* One a query_kind, in its order: $1 value, $2 branches text[], $3 branch, $4 after id, $5 limit; persons also $6 end,
 * $7 after given names, $8 beginning; companies also $6 end -> id, version, kind, display name, branch, status, given
 * names. */
extern const struct statement search_statements[];
#define SEARCH_STATEMENTS 9

extern const struct store registry_stores[];

#endif
