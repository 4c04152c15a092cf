#include "appeal_registered.h"
#include "sla_timer.h"

/* The registration was in time or late, but it is done. A draft was never received: its card begins to be known when it
 * is sent to work. */
enum status on_appeal_registered(struct work *w, const struct event *e)
{
    const struct appeal_registered *registered = e->data;
    struct appeal *appeal = work_find(w, &appeal_table, "id", registered->appeal_id);
    if (appeal && appeal->confidential != registered->confidential) {
        appeal->confidential = registered->confidential;
        work_save(w, appeal);
    }
    arm_clear_all(w, registered->appeal_id, "registration", "registered", registered->registered_at);
    return ST_OK;
}
