#include "notification.h"
#include "sla_approaching.h"
#include "sla_escalated.h"
#include "sla_reached.h"

#include <string.h>

#define HEAD_OFFICE "HQ"
#define HEAD_OFFICE_CONTROL "HQ-CTRL"

static void tell(struct work *w, struct notice *notice, const char *recipient)
{
    notice->recipient = (char *)recipient;
    notice_make(w, notice);
}

static const char *head_of_control(struct work *w)
{
    for (void **list = work_list(w, &department_table, "branch", HEAD_OFFICE); *list; list++) {
        const struct department *one = *list;
        if (one->code && strcmp(one->code, HEAD_OFFICE_CONTROL) == 0)
            return one->head_id;
    }
    return NULL;
}

static void tell_branch_heads(struct work *w, const struct notice *notice)
{
    static char *const branch_heads[] = {"branch_head", NULL};
    notice_make_for_roles(w, notice->branch ? notice->branch : "", branch_heads, notice);
}

static bool has_role(const struct department *one, const char *role)
{
    size_t i;
    json_t *other;

    json_array_foreach(one->roles, i, other) if (g_strcmp0(json_string_value(other), role) == 0) return true;
    return g_strcmp0(one->role, role) == 0;
}

/* True when a department of the branch has the role; its heads are added. */
static bool add_heads(struct work *w, const char *branch, const char *role, GPtrArray *heads)
{
    guint before = heads->len;

    for (void **list = work_list(w, &department_table, "branch", branch); *list; list++) {
        const struct department *one = *list;
        if (one->active && one->head_id && has_role(one, role))
            g_ptr_array_add(heads, one->head_id);
    }
    return heads->len > before;
}

/* The heads of that role in the branch, else in the head office. */
static void tell_heads_of(struct work *w, struct notice *notice, const char *role)
{
    g_autoptr(GPtrArray) heads = g_ptr_array_new();

    if (!add_heads(w, notice->branch ? notice->branch : HEAD_OFFICE, role, heads))
        add_heads(w, HEAD_OFFICE, role, heads);
    for (guint i = 0; i < heads->len; i++)
        tell(w, notice, heads->pdata[i]);
}

/* R40: whom the deadline's rule names beside the holder. */
static void tell_named(struct work *w, struct notice *notice, const json_t *roles)
{
    size_t i;
    json_t *one;

    json_array_foreach((json_t *)roles, i, one)
    {
        const char *role = json_string_value(one);
        if (strcmp(role, "BRANCH_HEAD") == 0)
            tell_branch_heads(w, notice);
        else if (strcmp(role, "HQ_CONTROL") == 0)
            tell(w, notice, head_of_control(w));
        else
            tell_heads_of(w, notice, role);
    }
}

/* A warning goes to who holds the work, else to the head who can give it to somebody. */
enum status on_sla_approaching(struct work *w, const struct event *e)
{
    const struct sla_approaching *s = e->data;
    struct notice notice = {.event = "sla.approaching",
                            .object = s->deadline_id,
                            .threshold = s->threshold,
                            .appeal_id = s->appeal_id,
                            .number = s->number,
                            .branch = s->branch,
                            .due_at = s->due_at,
                            .created_at = s->at,
                            .excluded = s->excluded};

    tell(w, &notice, s->employee_id ? s->employee_id : s->head_id);
    tell_named(w, &notice, s->notify);
    return ST_OK;
}

enum status on_sla_reached(struct work *w, const struct event *e)
{
    const struct sla_reached *s = e->data;
    struct notice notice = {.event = "sla.reached",
                            .object = s->deadline_id,
                            .appeal_id = s->appeal_id,
                            .number = s->number,
                            .branch = s->branch,
                            .due_at = s->due_at,
                            .created_at = s->at,
                            .excluded = s->excluded};

    tell(w, &notice, s->employee_id);
    tell(w, &notice, s->head_id);
    tell_named(w, &notice, s->notify);
    return ST_OK;
}

/* Level 1 is the department's head, 2 who leads the branch's service, 3 the head office's control. */
enum status on_sla_escalated(struct work *w, const struct event *e)
{
    const struct sla_escalated *s = e->data;
    g_autofree char *level = g_strdup_printf("%" G_GINT64_FORMAT, s->level);
    struct notice notice = {.event = "sla.escalated",
                            .object = s->deadline_id,
                            .threshold = level,
                            .appeal_id = s->appeal_id,
                            .number = s->number,
                            .branch = s->branch,
                            .due_at = s->due_at,
                            .created_at = s->at,
                            .excluded = s->excluded};

    if (strcmp(s->to_role, "HEAD") == 0)
        tell(w, &notice, s->head_id);
    else if (strcmp(s->to_role, "BRANCH_HEAD") == 0)
        tell_branch_heads(w, &notice);
    else
        tell(w, &notice, head_of_control(w));
    return ST_OK;
}
