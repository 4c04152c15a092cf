#include "db_private.h"

/* What was sent and has no result yet. */
struct sent {
    const char *name; /* of the statement; borrowed, they are constants */
    bool prepares;
};

static enum status sent(struct db *db, int ok, const char *name, bool prepares)
{
    if (!ok)
        return db_remember_error(db, NULL, name);
    struct sent *one = g_new(struct sent, 1);
    *one = (struct sent){name, prepares};
    g_queue_push_tail(db->pipeline, one);
    return ST_OK;
}

enum status db_pipeline_begin(struct db *db)
{
    if (!PQenterPipelineMode(db->conn))
        return db_remember_error(db, NULL, "pipeline");
    db->pipeline = g_queue_new();
    return ST_OK;
}

/* Taken for prepared before the server has said so: the same statement may come once more in this pipeline. */
static enum status prepare(struct db *db, const struct statement *statement)
{
    if (!g_hash_table_add(db->prepared, g_strdup(statement->name)))
        return ST_OK;
    return sent(db, PQsendPrepare(db->conn, statement->name, statement->text, 0, NULL), statement->name, true);
}

enum status db_pipeline_run(struct db *db, const struct statement *statement, const struct db_params *params)
{
    enum status status = prepare(db, statement);
    if (status != ST_OK)
        return status;
    int ok = PQsendQueryPrepared(db->conn, statement->name, params->count, params->values, params->sizes,
                                 params->formats, 0);
    return sent(db, ok, statement->name, false);
}

enum status db_pipeline_command(struct db *db, const char *text)
{
    return sent(db, PQsendQueryParams(db->conn, text, 0, NULL, NULL, NULL, NULL, 0), "command", false);
}

void db_pipeline_flush(struct db *db)
{
    if (db->pipeline && PQflush(db->conn) != 0)
        db_remember_error(db, NULL, "pipeline");
}

/* The result of one, and the NULL behind it. After a failure those that were sent later tell only that they were not
 * run. */
static enum status take_one(struct db *db, const struct sent *one, enum status before)
{
    PGresult *result = PQgetResult(db->conn);
    enum status status = before;

    if (!db_worked(result)) {
        if (one->prepares)
            g_hash_table_remove(db->prepared, one->name);
        if (before == ST_OK)
            status = db_remember_error(db, result, one->name);
    }
    while (result) {
        PQclear(result);
        result = db_alive(db) ? PQgetResult(db->conn) : NULL;
    }
    return status;
}

enum status db_pipeline_end(struct db *db)
{
    g_autoptr(GQueue) pipeline = g_steal_pointer(&db->pipeline);
    enum status status = PQpipelineSync(db->conn) ? ST_OK : db_remember_error(db, NULL, "pipeline");
    struct sent *one;

    while ((one = g_queue_pop_head(pipeline))) {
        if (db_alive(db))
            status = take_one(db, one, status);
        g_free(one);
    }
    PQclear(db_alive(db) ? PQgetResult(db->conn) : NULL);
    /* A server that ended in the middle leaves libpq with results that never come, in a connection it takes for good
     * for ever. */
    db->lost = !PQexitPipelineMode(db->conn);
    return db->lost && status == ST_OK ? db_remember_error(db, NULL, "pipeline") : status;
}
