#include "catalogue_type_published.h"
#include "reporting.h"
#include "staff_branch_changed.h"
#include "staff_department_changed.h"
#include "staff_employee_changed.h"

enum status on_branch_changed(struct work *w, const struct event *e)
{
    const struct staff_branch_changed *changed = e->data;
    struct branch *branch = work_find(w, &branch_table, "code", changed->code);
    GTimeZone *zone = changed->tz ? g_time_zone_new_identifier(changed->tz) : NULL;
    if (!zone)
        return reject(w, "branch '%s' has an unknown time zone", changed->code);
    g_time_zone_unref(zone);
    if (branch && branch->version >= changed->version)
        return ST_OK;
    if (!branch)
        branch = work_new(w, &branch_table);
    text_set(&branch->code, changed->code);
    branch->version = changed->version;
    text_set(&branch->ru, changed->ru);
    text_set(&branch->en, changed->en);
    text_set(&branch->tz, changed->tz);
    branch->active = changed->active;
    work_save(w, branch);
    return ST_OK;
}

enum status on_department_changed(struct work *w, const struct event *e)
{
    const struct staff_department_changed *changed = e->data;
    struct department *department = work_find(w, &department_table, "department_id", changed->department_id);
    if (department && department->version >= changed->version)
        return ST_OK;
    if (!department)
        department = work_new(w, &department_table);
    text_set(&department->department_id, changed->department_id);
    department->version = changed->version;
    text_set(&department->code, changed->code);
    text_set(&department->branch, changed->branch);
    text_set(&department->role, changed->role);
    text_set(&department->ru, changed->ru);
    text_set(&department->en, changed->en);
    department->active = changed->active;
    work_save(w, department);
    return ST_OK;
}

enum status on_employee_changed(struct work *w, const struct event *e)
{
    const struct staff_employee_changed *changed = e->data;
    struct employee *employee = work_find(w, &employee_table, "employee_id", changed->employee_id);
    if (employee && employee->version >= changed->version)
        return ST_OK;
    if (!employee)
        employee = work_new(w, &employee_table);
    text_set(&employee->employee_id, changed->employee_id);
    employee->version = changed->version;
    text_set(&employee->tab_no, changed->tab_no);
    text_set(&employee->short_name, changed->short_name);
    text_set(&employee->branch, changed->branch);
    text_set(&employee->department_id, changed->department_id);
    text_set(&employee->position, changed->position);
    employee->active = changed->active;
    work_save(w, employee);
    return ST_OK;
}

enum status on_type_published(struct work *w, const struct event *e)
{
    const struct catalogue_type_published *published = e->data;
    struct appeal_type *type = work_find(w, &appeal_type_table, "code", published->code);
    if (type && type->config_version >= published->config_version)
        return ST_OK;
    if (!type)
        type = work_new(w, &appeal_type_table);
    text_set(&type->code, published->code);
    type->config_version = published->config_version;
    text_set(&type->ru, published->ru);
    text_set(&type->en, published->en);
    text_set(&type->category, published->category);
    text_set(&type->service, published->service);
    work_save(w, type);
    return ST_OK;
}
