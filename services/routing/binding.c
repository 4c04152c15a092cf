#include "binding.h"

#include "below.h"
#include "routing.h"

#include <string.h>

#define HEAD_OFFICE "HQ"

/* A named part must be equal; what is not named fits everything. */
static bool part_fits(const char *named, const char *value, int weight, int *sum)
{
    if (!named)
        return true;
    *sum += weight;
    return g_strcmp0(named, value) == 0;
}

int binding_weight(const struct binding *binding, const struct case_file *c)
{
    int sum = 0;

    bool fits = part_fits(binding->type_code, c->type_code, 4, &sum) &&
                part_fits(binding->service, c->service, 2, &sum) &&
                part_fits(binding->client_kind, c->client_kind, 1, &sum);
    return fits ? sum : -1;
}

static struct department *resolve_in(struct work *w, const struct case_file *c, const char *branch, const char *role)
{
    g_autofree char *scope = g_strdup_printf("%s/%s", branch, role);
    void **list = work_list(w, &binding_table, "scope", scope);
    const struct binding *best = NULL;
    int weight = -1;

    for (size_t i = 0; list[i]; i++)
        if (binding_weight(list[i], c) > weight) {
            best = list[i];
            weight = binding_weight(best, c);
        }
    struct department *department = best ? work_find(w, &department_table, "code", best->department) : NULL;
    return department && department->active && !below_excluded_head(w, c, department) ? department : NULL;
}

struct department *binding_resolve(struct work *w, const struct case_file *c, const char *role)
{
    struct department *department = resolve_in(w, c, c->branch, role);

    return department || !json_array_size(c->excluded) ? department : resolve_in(w, c, HEAD_OFFICE, role);
}
