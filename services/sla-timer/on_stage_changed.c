#include "sla_timer.h"
#include "stage_assigned.h"
#include "stage_cancelled.h"
#include "stage_completed.h"
#include "stage_returned.h"

static enum status end_stage(struct work *w, const char *stage_id, const char *reason, instant at)
{
    struct deadline_row *row = work_find(w, &deadline_table, "stage_id", stage_id);
    if (row)
        arm_clear(w, row, reason, at);
    return ST_OK;
}

/* Warnings go to who holds the stage. */
enum status on_stage_assigned(struct work *w, const struct event *e)
{
    const struct stage_assigned *assigned = e->data;
    struct deadline_row *row = work_find(w, &deadline_table, "stage_id", assigned->stage_id);
    if (!row)
        return ST_OK;
    text_set(&row->employee_id, assigned->employee_id);
    work_save(w, row);
    return ST_OK;
}

enum status on_stage_completed(struct work *w, const struct event *e)
{
    const struct stage_completed *completed = e->data;
    duty_done(w, completed->appeal_id, completed->role, completed->done_at);
    return end_stage(w, completed->stage_id, "completed", completed->done_at);
}

/* The stage that gets the work back is queued by an event of its own. */
enum status on_stage_returned(struct work *w, const struct event *e)
{
    const struct stage_returned *returned = e->data;
    return end_stage(w, returned->stage_id, "returned", returned->at);
}

enum status on_stage_cancelled(struct work *w, const struct event *e)
{
    const struct stage_cancelled *cancelled = e->data;
    return end_stage(w, cancelled->stage_id, "cancelled", cancelled->at);
}
