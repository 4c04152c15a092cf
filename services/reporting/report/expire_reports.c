#include "report_run.h"
#include "reporting.h"

#include <unistd.h>

/* The file goes first: a row without a file says so, a file without a row would stay for ever. */
enum status job_expire_reports(struct work *w)
{
    char now[INSTANT_TEXT_SIZE];
    auto_rows rows = {0};
    enum status status =
        db_run(work_db(w), &run_statements[RUN_EXPIRED], DB_PARAMS(instant_format(work_now(w), now)), &rows);
    if (status != ST_OK)
        return status;
    for (int i = 0; i < rows_count(&rows); i++) {
        struct report_run *run = work_find(w, &report_run_table, "id", rows_text(&rows, i, 0));
        g_autofree char *path = report_run_path(reporting_folder(work_app(w)), rows_text(&rows, i, 0));
        unlink(path);
        if (run)
            work_delete(w, run);
    }
    return rows_count(&rows) ? ST_OK : ST_NOT_FOUND;
}
