#include "notification.h"
#include "staff_branch_changed.h"
#include "staff_department_changed.h"
#include "staff_employee_changed.h"

enum status on_staff_branch_changed(struct work *w, const struct event *e)
{
    const struct staff_branch_changed *changed = e->data;
    struct branch *row = work_find(w, &branch_table, "code", changed->code);

    if (row && row->version >= changed->version)
        return ST_OK;
    if (!row)
        row = work_new(w, &branch_table);
    text_set(&row->code, changed->code);
    row->version = changed->version;
    text_set(&row->ru, changed->ru);
    text_set(&row->en, changed->en);
    text_set(&row->tz, changed->tz);
    work_save(w, row);
    return ST_OK;
}

enum status on_staff_department_changed(struct work *w, const struct event *e)
{
    const struct staff_department_changed *changed = e->data;
    struct department *row = work_find(w, &department_table, "id", changed->department_id);

    if (row && row->version >= changed->version)
        return ST_OK;
    if (!row)
        row = work_new(w, &department_table);
    text_set(&row->id, changed->department_id);
    row->version = changed->version;
    text_set(&row->code, changed->code);
    text_set(&row->branch, changed->branch);
    text_set(&row->role, changed->role);
    text_set(&row->head_id, changed->head_id);
    text_set(&row->parent_id, changed->parent_id);
    json_set_take(&row->roles, json_incref(changed->roles));
    row->active = changed->active;
    work_save(w, row);
    return ST_OK;
}

enum status on_staff_employee_changed(struct work *w, const struct event *e)
{
    const struct staff_employee_changed *changed = e->data;
    struct employee *row = work_find(w, &employee_table, "id", changed->employee_id);

    if (row && row->version >= changed->version)
        return ST_OK;
    if (!row)
        row = work_new(w, &employee_table);
    text_set(&row->id, changed->employee_id);
    row->version = changed->version;
    text_set(&row->short_name, changed->short_name);
    text_set(&row->branch, changed->branch);
    text_set(&row->department_id, changed->department_id);
    text_set(&row->position, changed->position);
    json_set_take(&row->roles, json_incref(changed->roles));
    row->active = changed->active;
    work_save(w, row);
    return ST_OK;
}
