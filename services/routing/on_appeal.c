#include "appeal_answered.h"
#include "appeal_cancelled.h"
#include "appeal_sent_to_work.h"
#include "appeal_withdrawn.h"
#include "route.h"
#include "routing.h"

#include <string.h>

static void fill(struct case_file *c, const struct appeal_sent_to_work *sent)
{
    c->cycle_no = sent->cycle_no;
    text_set(&c->number, sent->number);
    text_set(&c->branch, sent->branch);
    text_set(&c->channel, sent->channel);
    text_set(&c->type_code, sent->type_code);
    text_set(&c->type_ru, sent->type_ru);
    text_set(&c->category, sent->category);
    text_set(&c->service, sent->service);
    text_set(&c->client_kind, sent->client_kind);
    text_set(&c->client_id, sent->client_id);
    text_set(&c->client_name, sent->client_name);
    text_set(&c->account, sent->account);
    text_set(&c->subject, sent->subject);
    json_set_take(&c->fields, json_deep_copy(sent->fields));
    json_set_take(&c->response_channels, json_deep_copy(sent->response_channels));
    json_set_take(&c->route, json_deep_copy(sent->route));
    json_set_take(&c->templates, json_deep_copy(sent->templates));
    json_set_take(&c->results, json_deep_copy(sent->results));
    c->confidential = sent->confidential;
    json_set_take(&c->excluded, json_incref(sent->excluded));
    c->priority = sent->priority;
    c->received_at = sent->received_at;
    c->registered_at = sent->registered_at;
    text_set(&c->result, NULL);
}

enum status on_appeal_sent_to_work(struct work *w, const struct event *e)
{
    const struct appeal_sent_to_work *sent = e->data;
    struct case_file *c = work_find(w, &case_file_table, "id", sent->appeal_id);

    if (c && c->cycle_no >= sent->cycle_no)
        return ST_OK;
    if (c)
        route_cancel(w, c, "reopened");
    if (!c) {
        c = work_new(w, &case_file_table);
        text_set(&c->id, sent->appeal_id);
    }
    fill(c, sent);
    route_start(w, c);
    work_save(w, c);
    unpark(w, c->id);
    return ST_OK;
}

/* Appeals end before they are sent to work, too: then there is nothing to end here. */
static enum status end_work(struct work *w, const char *appeal_id, int64_t cycle_no, const char *reason)
{
    struct case_file *c = work_find(w, &case_file_table, "id", appeal_id);

    if (!c)
        return cycle_no ? park(w, appeal_id) : ST_OK;
    if (c->cycle_no != cycle_no || strcmp(c->state, "CANCELLED") == 0)
        return ST_OK;
    route_cancel(w, c, reason);
    return ST_OK;
}

enum status on_appeal_cancelled(struct work *w, const struct event *e)
{
    const struct appeal_cancelled *cancelled = e->data;
    return end_work(w, cancelled->appeal_id, cancelled->cycle_no, "cancelled");
}

enum status on_appeal_withdrawn(struct work *w, const struct event *e)
{
    const struct appeal_withdrawn *withdrawn = e->data;
    return end_work(w, withdrawn->appeal_id, withdrawn->cycle_no, "withdrawn");
}

/* The answer has left: the stage of sending is done with it. */
enum status on_appeal_answered(struct work *w, const struct event *e)
{
    const struct appeal_answered *answered = e->data;
    struct case_file *c = work_find(w, &case_file_table, "id", answered->appeal_id);
    if (!c || c->cycle_no != answered->cycle_no)
        return ST_OK;
    g_autofree struct stage **stages = route_stages(w, c);
    for (struct stage **s = stages; *s; s++)
        if (strcmp((*s)->action, "send_response") == 0 && stage_is_open(*s))
            route_complete(w, c, *s, &(struct actor){0}, "done");
    return ST_OK;
}
