#include "intake.h"
#include "stage_assigned.h"
#include "stage_cancelled.h"
#include "stage_completed.h"
#include "stage_queued.h"
#include "stage_returned.h"

#include <string.h>

/* The tab «Статус»: routing says what happens to a stage, intake keeps it as one line and shows it. */
static struct stage_line *line_of(struct work *w, const char *stage_id, const char *appeal_id, int64_t cycle_no)
{
    struct stage_line *line = work_find(w, &stage_line_table, "id", stage_id);
    if (line)
        return line;
    line = work_new(w, &stage_line_table);
    text_set(&line->id, stage_id);
    text_set(&line->appeal_id, appeal_id);
    line->cycle_no = cycle_no;
    text_set(&line->role, "");
    return line;
}

/* An appeal that has ended is nobody's: what still comes of its stages was said before routing heard of the end. */
static bool in_work(const struct appeal *a, int64_t cycle_no)
{
    static const char *const states[] = {"IN_WORK", "RESPONSE_PREP", "SENDING", NULL};

    return cycle_no == a->cycle_no && g_strv_contains(states, a->state);
}

static void hold(struct work *w, struct appeal *a, const char *department, const char *department_name,
                 const char *employee, const char *employee_name)
{
    text_set(&a->department, department);
    text_set(&a->department_name, department_name);
    text_set(&a->holder, employee);
    text_set(&a->holder_name, employee_name);
    a->version++;
    work_save(w, a);
}

/* Who held a stage may read the appeal for ever after. */
static void remember_holder(struct appeal *a, const char *employee)
{
    size_t i;
    json_t *one;

    if (!a->held_by)
        a->held_by = json_array();
    json_array_foreach(a->held_by, i, one) if (strcmp(json_string_value(one), employee) == 0) return;
    json_array_append_new(a->held_by, json_string(employee));
}

enum status on_stage_queued(struct work *w, const struct event *e)
{
    const struct stage_queued *queued = e->data;
    struct appeal *a = work_find(w, &appeal_table, "id", queued->appeal_id);
    if (!a)
        return park(w, queued->appeal_id);
    struct stage_line *line = line_of(w, queued->stage_id, queued->appeal_id, queued->cycle_no);
    line->seq = queued->seq;
    text_set(&line->role, queued->role);
    text_set(&line->state, "QUEUED");
    text_set(&line->employee, NULL); /* queued again: who had it was dismissed */
    text_set(&line->employee_name, NULL);
    text_set(&line->department, queued->department_id);
    text_set(&line->department_name, queued->department_name);
    line->entered_at = queued->entered_at;
    work_save(w, line);
    unpark(w, line->id);
    if (in_work(a, queued->cycle_no))
        hold(w, a, queued->department_id, queued->department_name, NULL, NULL);
    return ST_OK;
}

enum status on_stage_assigned(struct work *w, const struct event *e)
{
    const struct stage_assigned *assigned = e->data;
    struct appeal *a = work_find(w, &appeal_table, "id", assigned->appeal_id);
    if (!a)
        return park(w, assigned->appeal_id);
    struct stage_line *line = line_of(w, assigned->stage_id, assigned->appeal_id, assigned->cycle_no);
    text_set(&line->state, "ASSIGNED");
    text_set(&line->employee, assigned->employee_id);
    text_set(&line->employee_name, assigned->employee_name);
    work_save(w, line);
    remember_holder(a, assigned->employee_id);
    if (in_work(a, assigned->cycle_no))
        hold(w, a, assigned->department_id, assigned->department_name, assigned->employee_id, assigned->employee_name);
    return ST_OK;
}

static void end_line(struct work *w, struct stage_line *line, const char *state, instant at, const char *result)
{
    text_set(&line->state, state);
    line->done_at = at;
    text_set(&line->result, result);
    work_save(w, line);
}

/* A signature is given without the stage being assigned before: who gave it is said only here. */
static void take_doer(struct work *w, struct appeal *a, struct stage_line *line, const struct stage_completed *done)
{
    if (!done->employee_id || g_strcmp0(line->employee, done->employee_id) == 0)
        return;
    text_set(&line->employee, done->employee_id);
    text_set(&line->employee_name, done->employee_name);
    remember_holder(a, done->employee_id);
    a->version++;
    work_save(w, a);
}

enum status on_stage_completed(struct work *w, const struct event *e)
{
    const struct stage_completed *done = e->data;
    struct appeal *a = work_find(w, &appeal_table, "id", done->appeal_id);
    if (!a)
        return park(w, done->appeal_id);
    struct stage_line *line = line_of(w, done->stage_id, done->appeal_id, done->cycle_no);
    take_doer(w, a, line, done);
    end_line(w, line, "DONE", done->done_at, done->result);
    if (in_work(a, done->cycle_no) && g_strcmp0(a->holder, done->employee_id) == 0)
        hold(w, a, a->department, a->department_name, NULL, NULL);
    return ST_OK;
}

enum status on_stage_returned(struct work *w, const struct event *e)
{
    const struct stage_returned *returned = e->data;
    if (!work_find(w, &appeal_table, "id", returned->appeal_id))
        return park(w, returned->appeal_id);
    struct stage_line *line = line_of(w, returned->stage_id, returned->appeal_id, returned->cycle_no);
    text_set(&line->note, returned->reason);
    end_line(w, line, "RETURNED", returned->at, NULL);
    return ST_OK;
}

enum status on_stage_cancelled(struct work *w, const struct event *e)
{
    const struct stage_cancelled *cancelled = e->data;
    if (!work_find(w, &appeal_table, "id", cancelled->appeal_id))
        return park(w, cancelled->appeal_id);
    struct stage_line *line = line_of(w, cancelled->stage_id, cancelled->appeal_id, cancelled->cycle_no);
    text_set(&line->note, cancelled->reason);
    end_line(w, line, "CANCELLED", cancelled->at, NULL);
    return ST_OK;
}
