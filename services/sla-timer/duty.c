#include "sla_timer.h"

#include <string.h>

static void arm_one(struct work *w, const struct appeal *appeal, struct question *question, const struct rule *rule)
{
    const char *const code[] = {rule->code, NULL};
    struct term term;

    question->request.codes = code;
    if (arm_compute(appeal, question, OBJECT_DUTY, &term) == ST_OK) {
        struct deadline_row *row = arm_row(w, appeal, "duty", NULL, rule->code);
        text_set(&row->ends_role, rule->ends_role);
        arm_with_term(w, row, question, &term);
        term_release(&term);
    }
    question->request.codes = NULL;
}

void duty_arm(struct work *w, const struct appeal *appeal, struct question *question)
{
    struct rule_facts facts = question->request.facts;

    facts.on = civil_of(question->request.starts[START_RECEIVED], question->request.branch.zone);
    g_autoptr(GPtrArray) rules = rule_select(question->book->rules, &facts, OBJECT_DUTY);
    for (guint i = 0; appeal->cycle_no == 1 && i < rules->len; i++)
        arm_one(w, appeal, question, rules->pdata[i]);
}

void duty_done(struct work *w, const char *appeal_id, const char *role, instant at)
{
    for (void **rows = work_list(w, &deadline_table, "appeal_id", appeal_id); *rows; rows++) {
        struct deadline_row *row = *rows;
        if (row->ends_role && strcmp(row->ends_role, role) == 0)
            arm_clear(w, row, "completed", at);
    }
}
