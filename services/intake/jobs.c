#include "app.h"
#include "card.h"
#include "intake.h"
#include "statements.h"

/* T12: the days for objections are over. */
enum status job_close_answered(struct work *w)
{
    char now[INSTANT_TEXT_SIZE];
    auto_rows rows = {0};
    enum status status =
        db_run(work_db(w), &close_statements[CLOSE_DUE], DB_PARAMS(instant_format(work_now(w), now)), &rows);
    if (status != ST_OK)
        return status;
    for (int i = 0; i < rows_count(&rows); i++) {
        struct appeal *a = work_find(w, &appeal_table, "id", rows_text(&rows, i, 0));
        if (a && card_close(w, a, NULL) != ST_OK)
            continue; /* a person was quicker */
    }
    return rows_count(&rows) ? ST_OK : ST_NOT_FOUND;
}

enum status job_catalogue_refresh(struct work *w)
{
    const struct intake *app = work_app(w);
    enum status status = catalogue_refresh(app->catalogue, work_db(w));
    return status == ST_OK ? ST_NOT_FOUND : status;
}
