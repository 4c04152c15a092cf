#include "route.h"
#include "routing.h"
#include "say.h"
#include "staff_absence_changed.h"
#include "staff_department_changed.h"
#include "staff_employee_changed.h"
#include "statements.h"

#include <string.h>

enum status on_staff_department_changed(struct work *w, const struct event *e)
{
    const struct staff_department_changed *changed = e->data;
    struct department *d = work_find(w, &department_table, "id", changed->department_id);

    if (d && d->version >= changed->version)
        return ST_OK;
    if (!d) {
        d = work_new(w, &department_table);
        text_set(&d->id, changed->department_id);
    }
    d->version = changed->version;
    text_set(&d->code, changed->code);
    text_set(&d->branch, changed->branch);
    text_set(&d->role, changed->role);
    text_set(&d->ru, changed->ru);
    text_set(&d->en, changed->en);
    text_set(&d->mode, changed->mode);
    text_set(&d->head_id, changed->head_id);
    text_set(&d->parent_id, changed->parent_id);
    text_set(&d->calendar, changed->calendar);
    d->active = changed->active;
    work_save(w, d);
    return ST_OK;
}

/* Back to the head of its department (docs/lifecycle.md), who hears of it as of any stage that comes in. */
static void requeue(struct work *w, struct case_file *c, struct stage *stage)
{
    const struct department *department = work_find(w, &department_table, "id", stage->department);

    text_set(&stage->state, "QUEUED");
    text_set(&stage->mode, "HEAD");
    text_set(&stage->holder, NULL);
    text_set(&stage->holder_name, NULL);
    stage->version++;
    work_save(w, stage);
    text_set(&c->holder, NULL);
    c->version++;
    work_save(w, c);
    if (department)
        say_queued(w, c, stage, department);
}

/* The case is locked before its stages are read: its employee may be completing one of them at this moment. */
static void requeue_of_case(struct work *w, const char *appeal_id, const char *employee_id)
{
    struct case_file *c = work_find(w, &case_file_table, "id", appeal_id);
    if (!c)
        return;
    g_autofree struct stage **stages = route_stages(w, c);
    for (struct stage **s = stages; *s; s++)
        if (strcmp((*s)->state, "ASSIGNED") == 0 && g_strcmp0((*s)->holder, employee_id) == 0)
            requeue(w, c, *s);
}

/* Which cases those are is a query of its own: reading the stages by their holder would come before the locks. */
static enum status requeue_stages(struct work *w, const struct employee *employee)
{
    auto_rows rows = {0};

    enum status status = db_run(work_db(w), &stage_statements[HOLDER_CASES], DB_PARAMS(employee->id), &rows);

    for (int i = 0; status == ST_OK && i < rows_count(&rows); i++)
        requeue_of_case(w, rows_text(&rows, i, 0), employee->id);
    return status;
}

enum status on_staff_employee_changed(struct work *w, const struct event *e)
{
    const struct staff_employee_changed *changed = e->data;
    struct employee *one = work_find(w, &employee_table, "id", changed->employee_id);

    if (one && one->version >= changed->version)
        return ST_OK;
    if (!one) {
        one = work_new(w, &employee_table);
        text_set(&one->id, changed->employee_id);
    }
    one->version = changed->version;
    text_set(&one->tab_no, changed->tab_no);
    text_set(&one->name, changed->name);
    text_set(&one->short_name, changed->short_name);
    text_set(&one->branch, changed->branch);
    text_set(&one->department_id, changed->department_id);
    one->active = changed->active;
    work_save(w, one);
    return one->active ? ST_OK : requeue_stages(w, one);
}

enum status on_staff_absence_changed(struct work *w, const struct event *e)
{
    const struct staff_absence_changed *changed = e->data;
    struct absence *one = work_find(w, &absence_table, "id", changed->absence_id);

    if (one && one->version >= changed->version)
        return ST_OK;
    if (!one) {
        one = work_new(w, &absence_table);
        text_set(&one->id, changed->absence_id);
    }
    one->version = changed->version;
    text_set(&one->employee_id, changed->employee_id);
    text_set(&one->starts_on, changed->starts_on);
    text_set(&one->ends_on, changed->ends_on);
    text_set(&one->substitute_id, changed->substitute_id);
    one->cancelled = changed->cancelled;
    work_save(w, one);
    return ST_OK;
}
