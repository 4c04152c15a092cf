/* migrate.h: brings a service's schema forward. Files run once, in the order of their names, each in one transaction:
 * first the platform's (SHARE/libs/common/migrations), then the service's (SHARE/services/NAME/migrations). */
#ifndef OTKLIK_MIGRATE_H
#define OTKLIK_MIGRATE_H

#include "db.h"

struct migrate_options {
    const char *service; /* folder under services/; the schema is migrate_schema of it */
    const char *share;   /* root of the installed data; NULL: $OTKLIK_SHARE or the built-in one */
};

/* The schema of a service: its name with '_' for '-'. Caller frees. */
char *migrate_schema(const char *service);
/* Makes the schema if it is not there, then applies what is missing, under an advisory lock (two instances may start at
 * once). ST_INVALID: a file failed, or one that was applied has changed since (logged with its name). ST_RETRY: the
 * database is away. Sets the session's search_path to the schema. */
enum status MUST_CHECK migrate_run(struct db *db, const struct migrate_options *options);
/* ST_OK: everything is applied. ST_NOT_FOUND: files wait (their number in *out_waiting). ST_INVALID as above. */
enum status MUST_CHECK migrate_check(struct db *db, const struct migrate_options *options, int *out_waiting);

#endif
