#include "appeal_access_changed.h"
#include "appeal_answered.h"
#include "appeal_closed.h"
#include "appeal_received.h"
#include "appeal_registered.h"
#include "appeal_reopened.h"
#include "appeal_response_prep.h"
#include "appeal_sending.h"
#include "appeal_sent_to_work.h"
#include "appeal_status_changed.h"
#include "reporting.h"

/* Intake says everything about one appeal in order; an older version than the one taken is a repeat. NULL then. */
static struct fact_appeal *newer(struct work *w, const char *appeal_id, int64_t version)
{
    struct fact_appeal *fact = fact_appeal_of(w, appeal_id);
    if (version < fact->version)
        return NULL;
    fact->version = version;
    work_save(w, fact);
    return fact;
}

static void keep(char **member, const char *value)
{
    if (value)
        text_set(member, value);
}

enum status on_appeal_received(struct work *w, const struct event *e)
{
    const struct appeal_received *received = e->data;
    struct fact_appeal *fact = newer(w, received->appeal_id, received->version);
    if (!fact)
        return ST_OK;
    text_set(&fact->number, received->number);
    text_set(&fact->branch, received->branch);
    text_set(&fact->source, received->source);
    text_set(&fact->channel, received->channel);
    text_set(&fact->client_kind, received->client_kind);
    text_set(&fact->service, received->service);
    text_set(&fact->type_code, received->type_code);
    fact->received_at = received->received_at;
    fact->confidential = received->confidential;
    json_set_take(&fact->excluded, json_incref(received->excluded));
    return ST_OK;
}

enum status on_appeal_registered(struct work *w, const struct event *e)
{
    const struct appeal_registered *registered = e->data;
    struct fact_appeal *fact = newer(w, registered->appeal_id, registered->version);
    if (!fact)
        return ST_OK;
    text_set(&fact->number, registered->number);
    text_set(&fact->branch, registered->branch);
    keep(&fact->channel, registered->channel);
    keep(&fact->client_kind, registered->client_kind);
    keep(&fact->service, registered->service);
    text_set(&fact->type_code, registered->type_code);
    fact->received_at = registered->received_at;
    fact->registered_at = registered->registered_at;
    fact->confidential = registered->confidential;
    json_set_take(&fact->excluded, json_incref(registered->excluded));
    return ST_OK;
}

enum status on_appeal_access_changed(struct work *w, const struct event *e)
{
    const struct appeal_access_changed *changed = e->data;
    struct fact_appeal *fact = newer(w, changed->appeal_id, changed->version);
    if (!fact)
        return ST_OK;
    fact->confidential = changed->confidential;
    json_set_take(&fact->excluded, json_incref(changed->excluded));
    return ST_OK;
}

enum status on_appeal_sent_to_work(struct work *w, const struct event *e)
{
    const struct appeal_sent_to_work *sent = e->data;
    struct fact_appeal *fact = newer(w, sent->appeal_id, sent->version);
    if (!fact)
        return ST_OK;
    fact_appeal_enter_cycle(fact, sent->cycle_no);
    text_set(&fact->number, sent->number);
    text_set(&fact->branch, sent->branch);
    keep(&fact->channel, sent->channel);
    keep(&fact->client_kind, sent->client_kind);
    text_set(&fact->service, sent->service);
    text_set(&fact->category, sent->category);
    text_set(&fact->type_code, sent->type_code);
    text_set(&fact->type_ru, sent->type_ru);
    text_set(&fact->type_en, sent->type_en);
    fact->confidential = sent->confidential;
    json_set_take(&fact->excluded, json_incref(sent->excluded));
    fact->received_at = sent->received_at;
    fact->registered_at = sent->registered_at;
    fact->sent_at = sent->sent_at;
    return ST_OK;
}

enum status on_appeal_response_prep(struct work *w, const struct event *e)
{
    const struct appeal_response_prep *prepared = e->data;
    struct fact_appeal *fact = newer(w, prepared->appeal_id, prepared->version);
    if (!fact)
        return ST_OK;
    keep(&fact->result, prepared->result);
    keep(&fact->justified, prepared->justified);
    return ST_OK;
}

enum status on_appeal_sending(struct work *w, const struct event *e)
{
    const struct appeal_sending *sending = e->data;
    struct fact_appeal *fact = newer(w, sending->appeal_id, sending->version);
    if (fact)
        keep(&fact->result, sending->result);
    return ST_OK;
}

enum status on_appeal_answered(struct work *w, const struct event *e)
{
    const struct appeal_answered *answered = e->data;
    struct fact_appeal *fact = newer(w, answered->appeal_id, answered->version);
    if (!fact || answered->cycle_no < fact->cycle_no)
        return ST_OK;
    fact_appeal_enter_cycle(fact, answered->cycle_no);
    fact->answered_at = answered->answered_at;
    fact->late = answered->overdue;
    text_set(&fact->answered_by_way, answered->channel);
    return ST_OK;
}

enum status on_appeal_closed(struct work *w, const struct event *e)
{
    const struct appeal_closed *closed = e->data;
    struct fact_appeal *fact = newer(w, closed->appeal_id, closed->version);
    if (!fact || closed->cycle_no < fact->cycle_no)
        return ST_OK;
    fact->closed_at = closed->closed_at;
    keep(&fact->result, closed->result);
    return ST_OK;
}

enum status on_appeal_reopened(struct work *w, const struct event *e)
{
    const struct appeal_reopened *reopened = e->data;
    struct fact_appeal *fact = newer(w, reopened->appeal_id, reopened->version);
    if (fact)
        fact_appeal_enter_cycle(fact, reopened->cycle_no);
    return ST_OK;
}

/* The state comes from the public transitions: they tell every one of them, with a number of their own. */
enum status on_appeal_status_changed(struct work *w, const struct event *e)
{
    const struct appeal_status_changed *changed = e->data;
    struct fact_appeal *fact = fact_appeal_of(w, changed->appeal_id);
    if (changed->version <= fact->state_version)
        return ST_OK;
    fact->state_version = changed->version;
    text_set(&fact->state, changed->state);
    work_save(w, fact);
    return ST_OK;
}
