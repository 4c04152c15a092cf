#include "notification.h"
#include "stage_assigned.h"

#include <string.h>

/* Who took the stage himself knows of it. */
enum status on_stage_assigned(struct work *w, const struct event *e)
{
    const struct stage_assigned *s = e->data;

    if (!s->employee_id || (s->assigned_by && strcmp(s->assigned_by, s->employee_id) == 0))
        return ST_OK;
    notice_make(w, &(struct notice){.recipient = s->employee_id,
                                    .event = "stage.assigned",
                                    .object = s->stage_id,
                                    .threshold = s->how,
                                    .appeal_id = s->appeal_id,
                                    .number = s->number,
                                    .created_at = s->assigned_at});
    return ST_OK;
}
