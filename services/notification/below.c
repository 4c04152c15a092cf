#include "below.h"

#include "chain.h"

static void look(struct work *w, const char *department_id, const char **out_head, const char **out_parent)
{
    const struct department *department = work_find(w, &department_table, "id", department_id);

    *out_head = department ? department->head_id : NULL;
    *out_parent = department ? department->parent_id : NULL;
}

bool below_excluded(struct work *w, const json_t *excluded, const char *employee_id)
{
    if (!json_array_size(excluded))
        return false;
    const struct employee *one = work_find(w, &employee_table, "id", employee_id);
    return chain_holds(w, excluded, employee_id, one ? one->department_id : NULL, look);
}

bool below_excluded_head(struct work *w, const json_t *excluded, const struct department *department)
{
    return chain_headed_by(w, excluded, department->id, look);
}
