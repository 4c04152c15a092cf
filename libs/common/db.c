#include "db.h"

#include "db_private.h"
#include "log.h"
#include "metrics.h"

#include <stdlib.h>
#include <string.h>
#include <time.h>

#include <glib.h>

METRIC_COUNTER(errors, "otklik_db_errors_total", "Errors of the database, by SQLSTATE.", "sqlstate");

static const char session_settings[] =
    "SET statement_timeout = '30s'; SET lock_timeout = '5s'; "
    "SET idle_in_transaction_session_timeout = '10s'; SET timezone = 'UTC'; "
    "SET plan_cache_mode = 'force_generic_plan'; SET client_min_messages = 'warning'";

static void ignore_notice(void *arg, const char *message)
{
    (void)arg, (void)message;
}

static bool connect_once(struct db *db)
{
    /* Before dbname, so that the settings may ask for Kerberos: looking for a ticket costs a megabyte of libraries. */
    const char *keys[] = {"gssencmode",      "dbname", "application_name", "connect_timeout", "tcp_user_timeout",
                          "client_encoding", NULL};
    const char *values[] = {"disable", db->conninfo, db->application, "5", "15000", "UTF8", NULL};

    PQfinish(db->conn);
    db->conn = PQconnectdbParams(keys, values, 1);
    g_hash_table_remove_all(db->prepared);
    db->lost = false;
    if (PQstatus(db->conn) != CONNECTION_OK)
        return false;
    PQsetNoticeProcessor(db->conn, ignore_notice, NULL);
    PGresult *result = PQexec(db->conn, session_settings);
    bool ok = PQresultStatus(result) == PGRES_COMMAND_OK;
    PQclear(result);
    return ok;
}

static void pause_ms(long ms)
{
    nanosleep(&(struct timespec){ms / 1000, ms % 1000 * 1000000}, NULL);
}

struct db *db_open(const char *conninfo, const char *application, int64_t deadline_us)
{
    struct db *db = g_new0(struct db, 1);
    db->conninfo = g_strdup(conninfo);
    db->application = g_strdup(application);
    db->prepared = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);

    int64_t start = clock_monotonic_us();
    while (!connect_once(db)) {
        if (clock_monotonic_us() - start >= deadline_us) {
            log_warn("database does not answer", LOG_TEXT("error", db_error(db)));
            db_close(db);
            return NULL;
        }
        pause_ms(200);
    }
    return db;
}

void db_close(struct db *db)
{
    if (!db)
        return;
    PQfinish(db->conn);
    g_hash_table_destroy(db->prepared);
    g_free(db->conninfo);
    g_free(db->application);
    g_free(db->error);
    g_free(db->constraint);
    g_free(db);
}

bool db_alive(const struct db *db)
{
    return !db->lost && PQstatus(db->conn) == CONNECTION_OK;
}

enum status db_reconnect(struct db *db)
{
    return connect_once(db) ? ST_OK : ST_RETRY;
}

PGconn *db_raw(struct db *db)
{
    return db->conn;
}

const char *db_error(const struct db *db)
{
    if (db->error)
        return db->error;
    const char *text = PQerrorMessage(db->conn);
    return text ? text : "";
}

const char *db_constraint(const struct db *db)
{
    return db->constraint ? db->constraint : "";
}

/* Classes of SQLSTATE that say "the world is at fault": the same work may succeed later. */
static bool state_is_retry(const char *state)
{
    static const char *const prefixes[] = {"08", "40001", "40P01", "53", "57P", "55P03", "25P03", "57014", "58", NULL};

    for (size_t i = 0; prefixes[i]; i++)
        if (strncmp(state, prefixes[i], strlen(prefixes[i])) == 0)
            return true;
    return false;
}

static enum status status_of_state(const char *state)
{
    if (!*state || state_is_retry(state))
        return ST_RETRY;
    if (strcmp(state, "23505") == 0)
        return ST_DUPLICATE;
    if (strcmp(state, "23503") == 0 || strcmp(state, "23514") == 0)
        return ST_CONFLICT;
    return ST_INVALID;
}

enum status db_remember_error(struct db *db, const PGresult *result, const char *statement)
{
    const char *state = result ? PQresultErrorField(result, PG_DIAG_SQLSTATE) : NULL;
    const char *message = result ? PQresultErrorField(result, PG_DIAG_MESSAGE_PRIMARY) : NULL;
    const char *constraint = result ? PQresultErrorField(result, PG_DIAG_CONSTRAINT_NAME) : NULL;

    metric_add(&errors, state ? state : "connection", 1);
    g_free(db->error);
    db->error = g_strdup_printf("%s (%s)", message ? message : "connection lost", state ? state : "no state");
    g_free(db->constraint);
    db->constraint = g_strdup(constraint);

    enum status status = status_of_state(state ? state : "");
    if (status == ST_INVALID)
        log_error("statement failed", LOG_TEXT("statement", statement), LOG_TEXT("error", db->error));
    else
        log_debug("statement failed", LOG_TEXT("statement", statement), LOG_TEXT("error", db->error));
    return status;
}

enum status db_prepare(struct db *db, const struct statement *statement)
{
    if (g_hash_table_contains(db->prepared, statement->name))
        return ST_OK;
    PGresult *result = PQprepare(db->conn, statement->name, statement->text, 0, NULL);
    enum status status = ST_OK;
    if (PQresultStatus(result) == PGRES_COMMAND_OK)
        g_hash_table_add(db->prepared, g_strdup(statement->name));
    else
        status = db_remember_error(db, result, statement->name);
    PQclear(result);
    return status;
}

bool db_worked(const PGresult *result)
{
    ExecStatusType kind = PQresultStatus(result);
    return kind == PGRES_COMMAND_OK || kind == PGRES_TUPLES_OK;
}

static enum status take_result(struct db *db, PGresult *result, const char *name, struct rows *out)
{
    if (!db_worked(result)) {
        enum status status = db_remember_error(db, result, name);
        PQclear(result);
        return status;
    }
    if (out)
        out->result = result;
    else
        PQclear(result);
    return ST_OK;
}

enum status db_run_params(struct db *db, const struct statement *statement, const struct db_params *params,
                          struct rows *out)
{
    if (db->pipeline)
        return db_pipeline_run(db, statement, params);
    enum status status = db_prepare(db, statement);
    if (status != ST_OK)
        return status;
    PGresult *result =
        PQexecPrepared(db->conn, statement->name, params->count, params->values, params->sizes, params->formats, 0);
    return take_result(db, result, statement->name, out);
}

enum status db_run(struct db *db, const struct statement *statement, const char *const *params, int count,
                   struct rows *out)
{
    return db_run_params(db, statement, &(struct db_params){count, params, NULL, NULL}, out);
}

enum status db_run_planned(struct db *db, const struct statement *statement, const char *const *params, int count,
                           struct rows *out)
{
    enum status status =
        db_command(db, "SET plan_cache_mode = 'force_custom_plan'; SET enable_partitionwise_join = on");
    if (status != ST_OK)
        return status;
    status = db_run(db, statement, params, count, out);
    /* The end of a failed transaction undoes the setting, and a new connection has its own. */
    if (PQtransactionStatus(db->conn) == PQTRANS_INERROR || !db_alive(db))
        return status;
    enum status reset =
        db_command(db, "SET plan_cache_mode = 'force_generic_plan'; SET enable_partitionwise_join = off");
    return status == ST_OK ? reset : status;
}

enum status db_command_rows(struct db *db, const char *text, struct rows *out)
{
    return take_result(db, PQexec(db->conn, text), "command", out);
}

enum status db_send(struct db *db, const struct statement *statement, const char *const *params, int count)
{
    enum status status = db_prepare(db, statement);
    if (status != ST_OK || PQsendQueryPrepared(db->conn, statement->name, count, params, NULL, NULL, 0))
        return status;
    return db_remember_error(db, NULL, statement->name);
}

enum status db_receive(struct db *db, const struct statement *statement, struct rows *out)
{
    PGresult *result = PQgetResult(db->conn);
    enum status status = take_result(db, result, statement->name, out);

    /* The NULL behind the only result, without which the next request would be refused. */
    while ((result = PQgetResult(db->conn)))
        PQclear(result);
    return status;
}

enum status db_command(struct db *db, const char *text)
{
    if (db->pipeline)
        return db_pipeline_command(db, text);
    return db_command_rows(db, text, NULL);
}

void rows_release(struct rows *rows)
{
    PQclear(rows->result);
    rows->result = NULL;
}

int rows_count(const struct rows *rows)
{
    return PQntuples(rows->result);
}

const char *rows_text(const struct rows *rows, int row, int column)
{
    return PQgetvalue(rows->result, row, column);
}

bool rows_null(const struct rows *rows, int row, int column)
{
    return PQgetisnull(rows->result, row, column);
}

int64_t rows_int(const struct rows *rows, int row, int column)
{
    return strtoll(rows_text(rows, row, column), NULL, 10);
}

bool rows_bool(const struct rows *rows, int row, int column)
{
    return rows_text(rows, row, column)[0] == 't';
}

instant rows_time(const struct rows *rows, int row, int column)
{
    instant at = 0;
    if (rows_null(rows, row, column) || instant_parse_sql(rows_text(rows, row, column), &at) != ST_OK)
        return 0;
    return at;
}

struct db_array {
    GString *text;
    bool closed;
};

struct db_array *db_array_new(void)
{
    struct db_array *array = g_new0(struct db_array, 1);
    array->text = g_string_new("{");
    return array;
}

void db_array_add(struct db_array *array, const char *element)
{
    GString *text = array->text;

    if (text->len > 1)
        g_string_append_c(text, ',');
    if (!element) {
        g_string_append(text, "NULL");
        return;
    }
    g_string_append_c(text, '"');
    for (const char *c = element; *c; c++) {
        if (*c == '"' || *c == '\\')
            g_string_append_c(text, '\\');
        g_string_append_c(text, *c);
    }
    g_string_append_c(text, '"');
}

void db_array_add_int(struct db_array *array, int64_t number)
{
    g_autofree char *text = g_strdup_printf("%" G_GINT64_FORMAT, number);
    db_array_add(array, text);
}

const char *db_array_text(struct db_array *array)
{
    if (!array->closed)
        g_string_append_c(array->text, '}');
    array->closed = true;
    return array->text->str;
}

void db_array_free(struct db_array *array)
{
    if (!array)
        return;
    g_string_free(array->text, TRUE);
    g_free(array);
}

void db_array_cleanup(struct db_array **array)
{
    db_array_free(*array);
}
