#include "facts.h"

struct fact_appeal *fact_appeal_of(struct work *w, const char *appeal_id)
{
    struct fact_appeal *fact = work_find(w, &fact_appeal_table, "appeal_id", appeal_id);
    if (fact)
        return fact;
    fact = work_new(w, &fact_appeal_table);
    text_set(&fact->appeal_id, appeal_id);
    return fact;
}

struct fact_stage *fact_stage_of(struct work *w, const char *stage_id, const char *appeal_id)
{
    struct fact_stage *fact = work_find(w, &fact_stage_table, "stage_id", stage_id);
    if (fact)
        return fact;
    fact = work_new(w, &fact_stage_table);
    text_set(&fact->stage_id, stage_id);
    text_set(&fact->appeal_id, appeal_id);
    return fact;
}

void fact_appeal_enter_cycle(struct fact_appeal *fact, int64_t cycle_no)
{
    if (cycle_no <= fact->cycle_no)
        return;
    fact->cycle_no = cycle_no;
    fact->answered_at = fact->closed_at = 0;
    fact->late = false;
    text_set(&fact->answered_by_way, NULL);
}
