#include "say.h"

#include "route.h"
#include "stage_cancelled.h"
#include "stage_completed.h"
#include "stage_queued.h"

#include <string.h>

/* What is still planned after this stage and takes time before the answer: for back-scheduling. */
static json_t *later_periods(struct stage *const *stages, const struct stage *stage)
{
    json_t *list = json_array();

    for (; *stages; stages++)
        if ((*stages)->seq > stage->seq && strcmp((*stages)->state, "PLANNED") == 0)
            json_array_append_new(
                list, json_pack("{s:I, s:s}", "n", (json_int_t)(*stages)->period_n, "unit", (*stages)->period_unit));
    return list;
}

void say_queued(struct work *w, const struct case_file *c, const struct stage *s, const struct department *department)
{
    g_autofree struct stage **stages = route_stages(w, c);
    json_t *later = later_periods(stages, s);

    emit(w, &stage_queued_event, c->id,
         &(struct stage_queued){.appeal_id = c->id,
                                .stage_id = s->id,
                                .cycle_no = c->cycle_no,
                                .version = c->version,
                                .number = c->number,
                                .branch = c->branch,
                                .type_code = c->type_code,
                                .seq = s->seq,
                                .role = s->role,
                                .department_id = department->id,
                                .department_code = department->code,
                                .department_name = department->ru,
                                .head_id = department->head_id,
                                .calendar = department->calendar,
                                .mode = s->mode,
                                .entered_at = s->entered_at,
                                .period_n = s->period_n,
                                .period_unit = s->period_unit,
                                .later_periods = later,
                                .last = s->is_last});
    json_decref(later);
}

void say_cancelled(struct work *w, struct case_file *c, const struct stage *s, const char *reason)
{
    emit(w, &stage_cancelled_event, c->id,
         &(struct stage_cancelled){.appeal_id = c->id,
                                   .stage_id = s->id,
                                   .cycle_no = s->cycle_no,
                                   .version = c->version,
                                   .reason = (char *)reason,
                                   .at = work_now(w)});
}

void say_completed(struct work *w, const struct case_file *c, const struct stage *s)
{
    emit(w, &stage_completed_event, c->id,
         &(struct stage_completed){.appeal_id = c->id,
                                   .stage_id = s->id,
                                   .cycle_no = c->cycle_no,
                                   .version = c->version,
                                   .role = s->role,
                                   .department_id = s->department,
                                   .department_name = s->department_name,
                                   .employee_id = s->holder,
                                   .employee_name = s->holder_name,
                                   .entered_at = s->entered_at,
                                   .due_at = s->due_at,
                                   .done_at = s->done_at,
                                   .result = s->result});
}
