#include "sla_timer.h"
#include "staff_branch_changed.h"
#include "staff_department_changed.h"

enum status on_branch_changed(struct work *w, const struct event *e)
{
    const struct staff_branch_changed *changed = e->data;
    struct branch *branch = work_find(w, &branch_table, "code", changed->code);
    if (branch && branch->version >= changed->version)
        return ST_OK;
    if (!changed->tz || !app_zone(work_app(w), changed->tz))
        return reject(w, "branch '%s' has an unknown time zone", changed->code);
    if (!branch)
        branch = work_new(w, &branch_table);
    text_set(&branch->code, changed->code);
    text_set(&branch->tz, changed->tz);
    text_set(&branch->calendar, changed->calendar);
    text_set(&branch->ru, changed->ru);
    text_set(&branch->en, changed->en);
    branch->version = changed->version;
    work_save(w, branch);
    unpark(w, branch->code);
    return ST_OK;
}

enum status on_department_changed(struct work *w, const struct event *e)
{
    const struct staff_department_changed *changed = e->data;
    struct department *department = work_find(w, &department_table, "id", changed->department_id);
    if (department && department->version >= changed->version)
        return ST_OK;
    if (!department) {
        department = work_new(w, &department_table);
        text_set(&department->id, changed->department_id);
    }
    text_set(&department->branch, changed->branch);
    text_set(&department->calendar, changed->calendar);
    text_set(&department->head_id, changed->head_id);
    json_set_take(&department->hours, json_incref(changed->hours));
    department->version = changed->version;
    work_save(w, department);
    return ST_OK;
}
