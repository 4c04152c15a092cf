/* db.h: one PostgreSQL connection. Statements are constants with a name; they are prepared on first use of a
 * connection. Parameters and results are text. A connection belongs to one thread. */
#ifndef OTKLIK_DB_H
#define OTKLIK_DB_H

#include "clock.h"
#include "status.h"

#include <stdbool.h>
#include <stdint.h>

#include <libpq-fe.h>

struct db;

struct statement {
    const char *name; /* unique in the service, e.g. "appeal_page" */
    const char *text; /* parameters typed in the text: $1::uuid */
};

/* Connects; waits and retries until `deadline_us` of waiting has passed (0: one try). NULL when it did not work. The
 * session gets application_name, statement_timeout 30 s, lock_timeout 5 s, idle_in_transaction_session_timeout 10 s. */
struct db *db_open(const char *conninfo, const char *application, int64_t deadline_us);
void db_close(struct db *db);
/* True while the connection is usable. */
bool db_alive(const struct db *db);
/* Drops and re-makes the connection, forgetting prepared statements. ST_RETRY when the server is away. */
enum status MUST_CHECK db_reconnect(struct db *db);

struct rows {
    PGresult *result;
};
#define auto_rows __attribute__((cleanup(rows_release))) struct rows

void rows_release(struct rows *rows);
int rows_count(const struct rows *rows);
/* "" for null where a text is asked; rows_null tells apart. Borrowed until rows_release. */
const char *rows_text(const struct rows *rows, int row, int column);
bool rows_null(const struct rows *rows, int row, int column);
int64_t rows_int(const struct rows *rows, int row, int column); /* 0 for null */
bool rows_bool(const struct rows *rows, int row, int column);
instant rows_time(const struct rows *rows, int row, int column); /* timestamptz; 0 for null */

#define DB_PARAMS(...)                                                                                                 \
    ((const char *const[]){__VA_ARGS__}), (int)(sizeof((const char *const[]){__VA_ARGS__}) / sizeof(char *))
#define DB_NO_PARAMS ((const char *const *)0), 0

/* Runs a prepared statement; parameters are borrowed texts, NULL = null. `out` may be NULL when rows are not wanted.
 * ST_RETRY: connection lost, serialization failure, deadlock, shutdown (08*, 40001, 40P01, 53*, 57P*): roll back, try
 * again. ST_DUPLICATE: 23505. ST_CONFLICT: 23503, 23514. ST_INVALID: other errors, logged with SQLSTATE. */
enum status MUST_CHECK db_run(struct db *db, const struct statement *statement, const char *const *params, int count,
                              struct rows *out);
/* Like db_run, but planned anew for these values: for a statement whose parameters are filters that may be absent,
 * where one plan for all of them reads the whole table. Tables parted by the same months are joined month by month.
 * Costs the planning and two short requests. */
enum status MUST_CHECK db_run_planned(struct db *db, const struct statement *statement, const char *const *params,
                                      int count, struct rows *out);
/* From here to db_pipeline_end statements are only sent: each says ST_OK at once, none may want rows. One journey to
 * the server for all of them. */
enum status MUST_CHECK db_pipeline_begin(struct db *db);
/* What libpq has gathered goes to the server, which runs it. */
void db_pipeline_flush(struct db *db);
/* Waits for all of them: the status of the first that failed; those after it were not run. */
enum status MUST_CHECK db_pipeline_end(struct db *db);
/* db_run in two steps, so that the server works while the caller does: db_send returns at once, db_receive waits.
 * Nothing else may be asked of the connection in between; a rollback may, and drops what has not been received. */
enum status MUST_CHECK db_send(struct db *db, const struct statement *statement, const char *const *params, int count);
enum status MUST_CHECK db_receive(struct db *db, const struct statement *statement, struct rows *out);
/* Prepares it on this connection without running it: whether it fits the schema. */
enum status MUST_CHECK db_prepare(struct db *db, const struct statement *statement);
/* Like db_run for a text that is not prepared: BEGIN, COMMIT, DDL. May hold several commands when count is 0. */
enum status MUST_CHECK db_command(struct db *db, const char *text);
/* The same with the rows of the last command. */
enum status MUST_CHECK db_command_rows(struct db *db, const char *text, struct rows *out);
/* The last error of the server in one line, without row values; borrowed until the next call. */
const char *db_error(const struct db *db);
/* The name of the constraint that the last ST_DUPLICATE or ST_CONFLICT broke; "" if none. Borrowed likewise. */
const char *db_constraint(const struct db *db);
PGconn *db_raw(struct db *db);

/* Builds a PostgreSQL array literal "{...}" for $n::type[] parameters, element by element; NULL adds a null. */
struct db_array;
struct db_array *db_array_new(void);
void db_array_add(struct db_array *array, const char *element);
/* The same for a number. */
void db_array_add_int(struct db_array *array, int64_t number);
const char *db_array_text(struct db_array *array); /* closes it; borrowed until free */
void db_array_free(struct db_array *array);
#define auto_array __attribute__((cleanup(db_array_cleanup))) struct db_array *
void db_array_cleanup(struct db_array **array);

#endif
