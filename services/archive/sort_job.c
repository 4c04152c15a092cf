#include "archive.h"
#include "filing.h"
#include "store/statements.h"

#define BATCH "50"

/* A few clients at a time, behind the last one sorted; the task stays in the table until the last client is done. */
static enum status sort_batch(struct work *w, struct resort *task)
{
    auto_rows rows = {0};
    enum status status = db_run(work_db(w), &folder_statements[FOLDER_SORT_CLIENTS],
                                DB_PARAMS(task->client_kind, task->after, BATCH), &rows);
    if (status != ST_OK)
        return status;
    if (!rows_count(&rows)) {
        work_delete(w, task);
        return ST_OK;
    }
    for (int i = 0; i < rows_count(&rows); i++) {
        const struct client *client = work_find(w, &client_table, "id", rows_text(&rows, i, 0));
        if (client)
            filing_sort_client(w, client);
    }
    text_set(&task->after, rows_text(&rows, rows_count(&rows) - 1, 0));
    work_save(w, task);
    return ST_OK;
}

/* R65: a changed criterion sorts what is already there. */
enum status job_sort_folders(struct work *w)
{
    auto_rows rows = {0};
    enum status status = db_run(work_db(w), &folder_statements[FOLDER_SORT_NEXT], DB_NO_PARAMS, &rows);
    if (status != ST_OK || !rows_count(&rows))
        return status == ST_OK ? ST_NOT_FOUND : status;
    struct resort *task = work_find(w, &resort_table, "client_kind", rows_text(&rows, 0, 0));
    return task ? sort_batch(w, task) : ST_NOT_FOUND;
}
