#include "below.h"

#include "chain.h"
#include "routing.h"

static void look(struct work *w, const char *department_id, const char **out_head, const char **out_parent)
{
    const struct department *department = work_find(w, &department_table, "id", department_id);

    *out_head = department ? department->head_id : NULL;
    *out_parent = department ? department->parent_id : NULL;
}

bool below_excluded_head(struct work *w, const struct case_file *c, const struct department *department)
{
    return chain_headed_by(w, c->excluded, department->id, look);
}

bool below_excluded(struct work *w, const struct case_file *c, const struct employee *employee)
{
    return chain_holds(w, c->excluded, employee->id, employee->department_id, look);
}
