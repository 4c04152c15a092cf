#include "about_words.h"
#include "account_changed.h"
#include "intake.h"
#include "projection.h"
#include "staff_branch_changed.h"
#include "staff_employee_changed.h"

enum status on_staff_branch_changed(struct work *w, const struct event *e)
{
    const struct staff_branch_changed *changed = e->data;
    struct branch *branch = work_find(w, &branch_table, "code", changed->code);

    if (branch && branch->version >= changed->version)
        return ST_OK;
    if (!branch) {
        branch = work_new(w, &branch_table);
        text_set(&branch->code, changed->code);
    }
    branch->version = changed->version;
    text_set(&branch->ru, changed->ru);
    text_set(&branch->en, changed->en);
    text_set(&branch->tz, changed->tz);
    branch->active = changed->active;
    work_save(w, branch);
    return ST_OK;
}

enum status on_staff_employee_changed(struct work *w, const struct event *e)
{
    const struct staff_employee_changed *changed = e->data;
    struct employee *employee = work_find(w, &employee_table, "id", changed->employee_id);
    g_autoptr(GPtrArray) names = about_words(changed->name);

    if (employee && employee->version >= changed->version)
        return ST_OK;
    if (!employee) {
        employee = work_new(w, &employee_table);
        text_set(&employee->id, changed->employee_id);
    }
    employee->version = changed->version;
    text_set(&employee->tab_no, changed->tab_no);
    text_set(&employee->surname, names->len ? names->pdata[0] : "");
    text_set(&employee->first, names->len > 1 ? names->pdata[1] : NULL);
    work_save(w, employee);
    return ST_OK;
}

enum status on_account_changed(struct work *w, const struct event *e)
{
    const struct account_changed *changed = e->data;
    struct account_owner *owner = work_find(w, &account_owner_table, "account", changed->account);

    if (owner && owner->version >= changed->version)
        return ST_OK;
    if (!owner) {
        owner = work_new(w, &account_owner_table);
        text_set(&owner->account, changed->account);
    }
    owner->version = changed->version;
    text_set(&owner->branch, changed->branch);
    text_set(&owner->client_id, changed->client_id);
    text_set(&owner->client_kind, changed->client_kind);
    work_save(w, owner);
    return ST_OK;
}
