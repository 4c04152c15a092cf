#include "appeal_access_changed.h"
#include "sla_timer.h"

enum status on_appeal_access_changed(struct work *w, const struct event *e)
{
    const struct appeal_access_changed *changed = e->data;
    struct appeal *appeal = work_find(w, &appeal_table, "id", changed->appeal_id);
    if (!appeal)
        return ST_OK;
    appeal->confidential = changed->confidential;
    json_set_take(&appeal->excluded, json_incref(changed->excluded));
    work_save(w, appeal);
    for (void **rows = work_list(w, &deadline_table, "appeal_id", appeal->id); *rows; rows++) {
        struct deadline_row *row = *rows;
        json_set_take(&row->excluded, json_incref(changed->excluded));
        work_save(w, row);
    }
    return ST_OK;
}
