#include "notification.h"
#include "sla_approaching.h"
#include "sla_escalated.h"
#include "sla_reached.h"

#include <string.h>

#define HEAD_OFFICE_CONTROL "HQ-CTRL"

static void tell(struct work *w, struct notice *notice, const char *recipient)
{
    notice->recipient = (char *)recipient;
    notice_make(w, notice);
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
    return ST_OK;
}

static const char *head_of_control(struct work *w)
{
    for (void **list = work_list(w, &department_table, "branch", "HQ"); *list; list++) {
        const struct department *one = *list;
        if (one->code && strcmp(one->code, HEAD_OFFICE_CONTROL) == 0)
            return one->head_id;
    }
    return NULL;
}

/* Level 1 is the department's head, 2 who leads the branch's service, 3 the head office's control. */
enum status on_sla_escalated(struct work *w, const struct event *e)
{
    static char *const branch_heads[] = {"branch_head", NULL};
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
        notice_make_for_roles(w, s->branch ? s->branch : "", branch_heads, &notice);
    else
        tell(w, &notice, head_of_control(w));
    return ST_OK;
}
