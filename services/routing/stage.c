#include "route.h"
#include "routing.h"

#include <stdlib.h>
#include <string.h>

bool stage_is_open(const struct stage *stage)
{
    return strcmp(stage->state, "QUEUED") == 0 || strcmp(stage->state, "ASSIGNED") == 0;
}

bool stage_is_work(const struct stage *stage)
{
    return strcmp(stage->action, "sign_response") != 0 && strcmp(stage->action, "send_response") != 0;
}

static int by_order(const void *a, const void *b)
{
    const struct stage *left = *(struct stage *const *)a;
    const struct stage *right = *(struct stage *const *)b;

    if (left->seq != right->seq)
        return left->seq < right->seq ? -1 : 1;
    return strcmp(left->id, right->id);
}

struct stage **route_stages(struct work *w, const struct case_file *c)
{
    void **list = work_list(w, &stage_table, "appeal_id", c->id);
    GPtrArray *stages = g_ptr_array_new();

    for (size_t i = 0; list[i]; i++)
        if (((struct stage *)list[i])->cycle_no == c->cycle_no)
            g_ptr_array_add(stages, list[i]);
    g_ptr_array_sort(stages, by_order);
    g_ptr_array_add(stages, NULL);
    return (struct stage **)g_ptr_array_free(stages, FALSE);
}

struct stage *route_last_worked(struct work *w, const struct case_file *c)
{
    g_autofree struct stage **stages = route_stages(w, c);
    struct stage *last = NULL;

    for (struct stage **s = stages; *s; s++)
        if (stage_is_work(*s) && strcmp((*s)->state, "DONE") == 0 && (*s)->department)
            last = *s;
    return last;
}

void route_return_period(int64_t n, const char *unit, int64_t *out_n, const char **out_unit)
{
    int64_t hours = strcmp(unit, "wd") == 0 || strcmp(unit, "cd") == 0 ? n * 8 : strcmp(unit, "h") == 0 ? n : 0;

    *out_n = MAX(hours / 2, 4);
    *out_unit = "h";
}
