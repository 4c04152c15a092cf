#include "routing.h"
#include "sla_armed.h"

#include <string.h>

/* Due times come from sla-timer: the stage's own, and the answer's for the card. */
enum status on_sla_armed(struct work *w, const struct event *e)
{
    const struct sla_armed *armed = e->data;
    struct case_file *c = work_find(w, &case_file_table, "id", armed->appeal_id);

    if (strcmp(armed->object, "answer") == 0) {
        if (!c)
            return armed->cycle_no ? park(w, armed->appeal_id) : ST_OK; /* 0: not sent to work yet */
        c->due_at = armed->due_at;
        work_save(w, c);
        return ST_OK;
    }
    struct stage *stage = work_find(w, &stage_table, "id", armed->stage_id);
    if (!stage)
        return ST_OK; /* a deadline of registration, or a stage of a restored past */
    stage->due_at = armed->due_at;
    work_save(w, stage);
    return ST_OK;
}
