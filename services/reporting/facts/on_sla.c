#include "reporting.h"
#include "sla_armed.h"

#include <string.h>

/* The answer's deadline of the newest cycle; a provisional one never replaces the final one of its cycle. */
static void take_answer(struct work *w, const struct sla_armed *armed)
{
    struct fact_appeal *fact = fact_appeal_of(w, armed->appeal_id);
    bool older = armed->cycle_no < fact->due_cycle;
    bool weaker = armed->cycle_no == fact->due_cycle && fact->due_final && armed->provisional;

    if (older || weaker)
        return;
    fact->due_cycle = armed->cycle_no;
    fact->due_final = !armed->provisional;
    fact->due_at = armed->due_at;
    fact->legal_due_at = armed->legal_due_at;
    work_save(w, fact);
}

enum status on_sla_armed(struct work *w, const struct event *e)
{
    const struct sla_armed *armed = e->data;

    if (strcmp(armed->object, "answer") == 0)
        take_answer(w, armed);
    if (strcmp(armed->object, "stage") == 0 && armed->stage_id) {
        struct fact_stage *stage = fact_stage_of(w, armed->stage_id, armed->appeal_id);
        stage->due_at = armed->due_at;
        work_save(w, stage);
    }
    return ST_OK;
}
