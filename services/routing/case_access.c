#include "routing.h"
#include "statements.h"

static struct case_file *locked_case(struct work *w, enum stage_statement which, const char *id)
{
    auto_rows rows = {0};

    enum status status = db_run(work_db(w), &stage_statements[which], DB_PARAMS(id), &rows);
    if (status != ST_OK)
        work_void(w, status);
    if (!rows_count(&rows))
        return NULL;
    return work_find(w, &case_file_table, "id", rows_text(&rows, 0, 0));
}

struct case_file *stage_case(struct work *w, const char *stage_id)
{
    return locked_case(w, STAGE_CASE, stage_id);
}

struct case_file *response_case(struct work *w, const char *response_id)
{
    return locked_case(w, RESPONSE_CASE, response_id);
}
