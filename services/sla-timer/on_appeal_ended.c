#include "appeal_answered.h"
#include "appeal_cancelled.h"
#include "appeal_closed.h"
#include "appeal_withdrawn.h"
#include "sla_timer.h"

/* Nothing of this cycle is waited for any more. An older cycle's end is stale; a card that is not known has nothing. A
 * card that was never sent to work ends in cycle 0, and its deadlines are of the first. */
static enum status end_cycle(struct work *w, const char *appeal_id, int64_t cycle_no, const char *reason, instant at)
{
    struct appeal *appeal = work_find(w, &appeal_table, "id", appeal_id);
    if (!appeal || MAX(cycle_no, 1) < appeal->cycle_no)
        return ST_OK;
    appeal->ended = true;
    work_save(w, appeal);
    arm_clear_all(w, appeal_id, NULL, reason, at);
    unpark(w, appeal_id);
    return ST_OK;
}

enum status on_appeal_answered(struct work *w, const struct event *e)
{
    const struct appeal_answered *a = e->data;
    return end_cycle(w, a->appeal_id, a->cycle_no, "answered", a->answered_at);
}

enum status on_appeal_closed(struct work *w, const struct event *e)
{
    const struct appeal_closed *c = e->data;
    return end_cycle(w, c->appeal_id, c->cycle_no, "closed", c->closed_at);
}

enum status on_appeal_cancelled(struct work *w, const struct event *e)
{
    const struct appeal_cancelled *c = e->data;
    return end_cycle(w, c->appeal_id, c->cycle_no, "cancelled", c->at);
}

enum status on_appeal_withdrawn(struct work *w, const struct event *e)
{
    const struct appeal_withdrawn *x = e->data;
    return end_cycle(w, x->appeal_id, x->cycle_no, "withdrawn", x->at);
}
