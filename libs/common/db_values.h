/* db_values.h: an array parameter in PostgreSQL's binary form. Where thousands of values are sent, neither side quotes,
 * prints or parses them. */
#ifndef OTKLIK_DB_VALUES_H
#define OTKLIK_DB_VALUES_H

#include "db.h"

enum db_type { DB_TEXT, DB_UUID, DB_BIGINT, DB_BOOLEAN, DB_TIMESTAMPTZ };

struct db_values;

/* An array of this element type, for a parameter that the statement casts to the same: $1::uuid[]. */
struct db_values *db_values_new(enum db_type type);
/* Accepts NULL. */
void db_values_free(struct db_values *values);

/* Each adds one element, which must be of the array's type. NULL is null. */
void db_values_text(struct db_values *values, const char *text);
/* The server refuses the statement where it is no UUID. */
void db_values_uuid(struct db_values *values, const char *uuid);
void db_values_int(struct db_values *values, int64_t number);
void db_values_bool(struct db_values *values, bool yes);
/* 0 is null. */
void db_values_time(struct db_values *values, instant at);

/* Like db_run for a statement all of whose parameters are such arrays; none may be empty. Rows are not wanted. */
enum status MUST_CHECK db_run_values(struct db *db, const struct statement *statement, struct db_values *const *values,
                                     int count);

#endif
