#include "chain.h"

#include <glib.h>

/* Deeper than any company; ends a circle of departments. */
#define LEVELS_MAX 16

static bool among(const json_t *ids, const char *id)
{
    size_t i;
    json_t *one;

    json_array_foreach((json_t *)ids, i, one) if (id && g_strcmp0(json_string_value(one), id) == 0) return true;
    return false;
}

bool chain_headed_by(struct work *w, const json_t *ids, const char *department_id, chain_look look)
{
    if (!json_array_size(ids))
        return false;
    for (int level = 0; department_id && level < LEVELS_MAX; level++) {
        const char *head = NULL, *parent = NULL;
        look(w, department_id, &head, &parent);
        if (among(ids, head))
            return true;
        department_id = parent;
    }
    return false;
}

bool chain_holds(struct work *w, const json_t *ids, const char *employee_id, const char *department_id, chain_look look)
{
    return among(ids, employee_id) || chain_headed_by(w, ids, department_id, look);
}
