#include "relay_session.h"

static const struct statement session_sql = {"relay_session",
                                             "SELECT set_config('search_path', quote_ident($1::text) || ', public', "
                                             "false), set_config('enable_seqscan', 'off', false)"};
static const struct statement lock_sql = {
    "relay_lock", "SELECT pg_try_advisory_lock(hashtextextended('otklik relay ' || $1::text, 0))"};

enum status relay_session_lead(struct db *db, const char *schema)
{
    auto_rows rows = {0};
    enum status status = db_run(db, &session_sql, DB_PARAMS(schema), NULL);
    if (status == ST_OK)
        status = db_run(db, &lock_sql, DB_PARAMS(schema), &rows);
    if (status != ST_OK)
        return status;
    return rows_bool(&rows, 0, 0) ? ST_OK : ST_NOT_FOUND;
}
