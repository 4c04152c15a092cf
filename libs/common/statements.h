/* statements.h: whether every SQL statement of a service fits the migrated schema, without running any. */
#ifndef OTKLIK_STATEMENTS_H
#define OTKLIK_STATEMENTS_H

#include "db.h"
#include "service.h"

/* Prepares the statements of the service's stores, those generated for its tables (select by each column, insert,
 * update, delete) and the platform's own. Says on `faults`, a line each, which the database refuses and which names two
 * different statements share (a connection would take the first for both). Returns how many statements there are; the
 * lines are owned by `faults`. */
int statements_check(const struct service *service, struct db *db, GPtrArray *faults);

#endif
