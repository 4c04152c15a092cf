/* db_private.h: the side of a connection that db.c, db_values.c and db_pipeline.c share. */
#ifndef OTKLIK_DB_PRIVATE_H
#define OTKLIK_DB_PRIVATE_H

#include "db.h"

#include <glib.h>

struct db {
    PGconn *conn;
    char *conninfo;
    char *application;
    GHashTable *prepared; /* names known to this session */
    char *error;
    char *constraint;
    bool lost;        /* to be made anew, though libpq has not noticed an end yet */
    GQueue *pipeline; /* of struct sent (db_pipeline.c): what waits for its result; NULL: not in a pipeline */
};

/* As libpq takes them: texts where `sizes` and `formats` are NULL. */
struct db_params {
    int count;
    const char *const *values;
    const int *sizes;
    const int *formats;
};

/* db_run for parameters of any form. */
enum status MUST_CHECK db_run_params(struct db *db, const struct statement *statement, const struct db_params *params,
                                     struct rows *out);
/* Keeps the error for db_error and tells its status. The primary message only: the detail line of PostgreSQL shows row
 * values, which may be personal. `result` NULL: the connection is lost. */
enum status db_remember_error(struct db *db, const PGresult *result, const char *statement);
/* The statement was run; NULL: it was not. */
bool db_worked(const PGresult *result);

/* Within a pipeline: db_run_params, db_command. */
enum status MUST_CHECK db_pipeline_run(struct db *db, const struct statement *statement,
                                       const struct db_params *params);
enum status MUST_CHECK db_pipeline_command(struct db *db, const char *text);

#endif
