#include "appeal_response_prep.h"
#include "intake.h"
#include "lifecycle.h"
#include "route_built.h"
#include "route_completed.h"
#include "route_failed.h"

/* An event of a cycle that is over is no fault: the appeal went on without it. */
static bool stale(const struct appeal *a, int64_t cycle_no)
{
    return cycle_no != a->cycle_no;
}

enum status on_route_built(struct work *w, const struct event *e)
{
    const struct route_built *built = e->data;
    struct appeal *a = work_find(w, &appeal_table, "id", built->appeal_id);
    if (!a)
        return park(w, built->appeal_id);
    if (stale(a, built->cycle_no))
        return ST_OK;
    if (!a->trouble)
        return ST_OK;
    text_set(&a->trouble, NULL);
    a->version++;
    work_save(w, a);
    return ST_OK;
}

enum status on_route_failed(struct work *w, const struct event *e)
{
    const struct route_failed *failed = e->data;
    struct appeal *a = work_find(w, &appeal_table, "id", failed->appeal_id);
    if (!a)
        return park(w, failed->appeal_id);
    if (stale(a, failed->cycle_no))
        return ST_OK;
    text_set(&a->trouble, failed->reason);
    a->version++;
    work_save(w, a);
    return ST_OK;
}

enum status on_route_completed(struct work *w, const struct event *e)
{
    const struct route_completed *done = e->data;
    struct appeal *a = work_find(w, &appeal_table, "id", done->appeal_id);
    if (!a)
        return park(w, done->appeal_id);
    if (stale(a, done->cycle_no) || lifecycle_apply(w, a, LIFE_PREPARE, NULL, NULL) != ST_OK)
        return ST_OK;
    text_set(&a->result, done->result);
    text_set(&a->justified, done->justified);
    emit(w, &appeal_response_prep_event, a->id,
         &(struct appeal_response_prep){.appeal_id = a->id,
                                        .version = a->version,
                                        .cycle_no = a->cycle_no,
                                        .result = a->result,
                                        .justified = a->justified});
    return ST_OK;
}
