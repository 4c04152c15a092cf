#include "reporting.h"
#include "stage_assigned.h"
#include "stage_cancelled.h"
#include "stage_completed.h"
#include "stage_queued.h"
#include "stage_returned.h"

/* Routing says everything about one appeal in order; an older version than the one taken is a repeat. NULL then. */
static struct fact_stage *newer(struct work *w, const char *stage_id, const char *appeal_id, int64_t version)
{
    struct fact_stage *stage = fact_stage_of(w, stage_id, appeal_id);
    if (version < stage->version)
        return NULL;
    stage->version = version;
    work_save(w, stage);
    return stage;
}

struct holder {
    const char *department_id, *department_name, *employee_id, *employee_name;
    instant since;
};

/* Who worked on it last: kept after the answer, for a figure belongs to somebody. */
static void hold(struct work *w, const char *appeal_id, const struct holder *holder)
{
    struct fact_appeal *fact = fact_appeal_of(w, appeal_id);
    if (holder->since < fact->held_since)
        return;
    fact->held_since = holder->since;
    text_set(&fact->department_id, holder->department_id);
    text_set(&fact->department_name, holder->department_name);
    text_set(&fact->employee_id, holder->employee_id);
    text_set(&fact->employee_name, holder->employee_name);
    work_save(w, fact);
}

enum status on_stage_queued(struct work *w, const struct event *e)
{
    const struct stage_queued *queued = e->data;
    struct fact_stage *stage = newer(w, queued->stage_id, queued->appeal_id, queued->version);
    if (!stage)
        return ST_OK;
    stage->cycle_no = queued->cycle_no;
    stage->seq = queued->seq;
    text_set(&stage->role, queued->role);
    text_set(&stage->state, "QUEUED");
    text_set(&stage->branch, queued->branch);
    text_set(&stage->department_id, queued->department_id);
    text_set(&stage->department_name, queued->department_name);
    stage->entered_at = queued->entered_at;
    stage->done_at = 0;
    hold(w, queued->appeal_id,
         &(struct holder){queued->department_id, queued->department_name, NULL, NULL, queued->entered_at});
    return ST_OK;
}

enum status on_stage_assigned(struct work *w, const struct event *e)
{
    const struct stage_assigned *assigned = e->data;
    struct fact_stage *stage = newer(w, assigned->stage_id, assigned->appeal_id, assigned->version);
    if (!stage)
        return ST_OK;
    text_set(&stage->state, "ASSIGNED");
    text_set(&stage->employee_id, assigned->employee_id);
    text_set(&stage->employee_name, assigned->employee_name);
    stage->assigned_at = assigned->assigned_at;
    hold(w, assigned->appeal_id,
         &(struct holder){assigned->department_id, assigned->department_name, assigned->employee_id,
                          assigned->employee_name, assigned->assigned_at});
    return ST_OK;
}

enum status on_stage_completed(struct work *w, const struct event *e)
{
    const struct stage_completed *done = e->data;
    struct fact_stage *stage = newer(w, done->stage_id, done->appeal_id, done->version);
    if (!stage)
        return ST_OK;
    text_set(&stage->state, "DONE");
    stage->done_at = done->done_at;
    text_set(&stage->result, done->result);
    if (!stage->due_at)
        stage->due_at = done->due_at;
    return ST_OK;
}

static void count_return(struct work *w, const struct stage_returned *returned)
{
    struct fact_appeal *fact = fact_appeal_of(w, returned->appeal_id);
    struct fact_stage *to = returned->to_stage_id ? fact_stage_of(w, returned->to_stage_id, returned->appeal_id) : NULL;

    if (returned->version > fact->returns_version) {
        fact->returns++;
        fact->returns_version = returned->version;
        work_save(w, fact);
    }
    if (to && returned->version > to->returns_version) {
        to->returns++;
        to->returns_version = returned->version;
        work_save(w, to);
    }
}

enum status on_stage_returned(struct work *w, const struct event *e)
{
    const struct stage_returned *returned = e->data;
    struct fact_stage *stage = newer(w, returned->stage_id, returned->appeal_id, returned->version);
    if (stage) {
        text_set(&stage->state, "RETURNED");
        stage->done_at = returned->at;
    }
    count_return(w, returned);
    return ST_OK;
}

enum status on_stage_cancelled(struct work *w, const struct event *e)
{
    const struct stage_cancelled *cancelled = e->data;
    struct fact_stage *stage = newer(w, cancelled->stage_id, cancelled->appeal_id, cancelled->version);
    if (!stage)
        return ST_OK;
    text_set(&stage->state, "CANCELLED");
    stage->done_at = cancelled->at;
    return ST_OK;
}
