#include "intake.h"
#include "lifecycle.h"
#include "sla_armed.h"
#include "sla_reached.h"

#include <string.h>

/* The due date is public: outside readers hear of a new one. */
static void take_answer_deadline(struct work *w, struct appeal *a, const struct sla_armed *armed)
{
    bool changed = g_strcmp0(a->due_date, armed->control_due_date) != 0;

    text_set(&a->due_rule, armed->rule_code);
    text_set(&a->due_date, armed->control_due_date);
    a->due_at = armed->due_at;
    a->legal_due_at = armed->legal_due_at;
    a->due_provisional = armed->provisional;
    text_set(&a->due_explanation_ru, armed->explanation_ru);
    text_set(&a->due_explanation_en, armed->explanation_en);
    if (armed->negative_reserve)
        text_set(&a->trouble, "plan_does_not_fit");
    if (changed)
        lifecycle_publish(w, a, "due_changed");
}

static enum status take_stage_deadline(struct work *w, const struct sla_armed *armed)
{
    struct stage_line *line = work_find(w, &stage_line_table, "id", armed->stage_id);
    if (!line)
        return park(w, armed->stage_id);
    line->due_at = armed->due_at;
    work_save(w, line);
    return ST_OK;
}

enum status on_sla_armed(struct work *w, const struct event *e)
{
    const struct sla_armed *armed = e->data;
    struct appeal *a = work_find(w, &appeal_table, "id", armed->appeal_id);
    if (!a)
        return park(w, armed->appeal_id);
    if (strcmp(armed->object, "stage") == 0)
        return take_stage_deadline(w, armed);
    if (strcmp(armed->object, "registration") == 0)
        a->registration_due_at = armed->due_at;
    else if (strcmp(armed->object, "answer") == 0 && armed->cycle_no >= a->cycle_no)
        take_answer_deadline(w, a, armed);
    a->version++;
    work_save(w, a);
    return ST_OK;
}

enum status on_sla_reached(struct work *w, const struct event *e)
{
    const struct sla_reached *reached = e->data;
    struct appeal *a = work_find(w, &appeal_table, "id", reached->appeal_id);
    if (!a)
        return park(w, reached->appeal_id);
    if (strcmp(reached->object, "answer") != 0 || a->answered_at || reached->cycle_no < a->cycle_no)
        return ST_OK;
    a->overdue = true;
    a->version++;
    work_save(w, a);
    return ST_OK;
}
