#include "commands.h"
#include "route.h"
#include "routing.h"
#include "staff_absence_changed.h"
#include "staff_department_changed.h"
#include "staff_employee_changed.h"

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
    text_set(&d->calendar, changed->calendar);
    d->active = changed->active;
    work_save(w, d);
    return ST_OK;
}

/* The dismissed one's stages go back to the head of their department (domain: stage life cycle). */
static void requeue_stages(struct work *w, const struct employee *employee)
{
    void **list = work_list(w, &stage_table, "holder", employee->id);

    for (size_t i = 0; list[i]; i++) {
        struct stage *stage = list[i];
        if (strcmp(stage->state, "ASSIGNED") != 0)
            continue;
        text_set(&stage->state, "QUEUED");
        text_set(&stage->mode, "HEAD");
        text_set(&stage->holder, NULL);
        text_set(&stage->holder_name, NULL);
        stage->version++;
        work_save(w, stage);
    }
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
    if (!one->active)
        requeue_stages(w, one);
    return ST_OK;
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
