#include "appeal_answered.h"
#include "delivery_sent.h"
#include "flow.h"
#include "intake.h"
#include "lifecycle.h"
#include "response_ready.h"

#include <string.h>

/* The personal account fetches the answer where it is told to; only those who sent the appeal hear of it. */
static void tell_personal_account(struct work *w, const struct appeal *a, const struct delivery_sent *sent)
{
    g_autofree char *url = g_strdup_printf("/api/notification/v1/responses/%s", sent->response_id);

    emit(w, &response_ready_event, a->id,
         &(struct response_ready){.appeal_id = a->id,
                                  .response_id = sent->response_id,
                                  .number = a->number,
                                  .external_id = a->external_id,
                                  .source = a->source,
                                  .url = url,
                                  .at = sent->at});
}

/* The first proof answers the appeal; further ways of the same answer change nothing in its state. */
enum status on_delivery_sent(struct work *w, const struct event *e)
{
    const struct delivery_sent *sent = e->data;
    struct appeal *a = work_find(w, &appeal_table, "id", sent->appeal_id);
    if (!a)
        return park(w, sent->appeal_id);
    if (sent->cycle_no != a->cycle_no)
        return ST_OK;
    if (strcmp(sent->channel, "lk") == 0)
        tell_personal_account(w, a, sent);
    if (lifecycle_apply(w, a, LIFE_DELIVER, NULL, sent->channel) != ST_OK)
        return ST_OK;
    a->answered_at = sent->at;
    a->overdue = a->due_at && sent->at > a->due_at;
    text_set(&a->answered_by_way, sent->channel);
    flow_release(a);
    emit(w, &appeal_answered_event, a->id,
         &(struct appeal_answered){.appeal_id = a->id,
                                   .version = a->version,
                                   .cycle_no = a->cycle_no,
                                   .branch = a->branch,
                                   .type_code = a->type_code,
                                   .answered_at = sent->at,
                                   .channel = sent->channel,
                                   .overdue = a->overdue,
                                   .due_at = a->due_at});
    return ST_OK;
}
