/* db_private.h: the side of a connection that db.c and db_values.c share. */
#ifndef OTKLIK_DB_PRIVATE_H
#define OTKLIK_DB_PRIVATE_H

#include "db.h"

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

#endif
