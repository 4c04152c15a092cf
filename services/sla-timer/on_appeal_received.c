#include "appeal_received.h"
#include "sla_timer.h"

static struct appeal *new_appeal(struct work *w, const struct appeal_received *received)
{
    struct appeal *appeal = work_new(w, &appeal_table);
    text_set(&appeal->id, received->appeal_id);
    text_set(&appeal->number, received->number);
    text_set(&appeal->branch, received->branch);
    appeal->cycle_no = 1;
    appeal->confidential = received->confidential;
    json_set_take(&appeal->excluded, json_incref(received->excluded));
    return appeal;
}

/* A card has a registration deadline and a provisional answer deadline the moment it exists. */
enum status on_appeal_received(struct work *w, const struct event *e)
{
    const struct appeal_received *received = e->data;
    auto_question question = {0};
    if (work_find(w, &appeal_table, "id", received->appeal_id))
        return ST_OK;
    enum status st = question_begin_or_park(w, &question, received->branch);
    if (st != ST_OK)
        return st;
    question_facts(&question,
                   &(struct rule_facts){.type = received->type_code,
                                        .client_kind = received->client_kind,
                                        .service = received->service,
                                        .channel = received->channel},
                   received->rules);
    question.request.starts[START_RECEIVED] = received->received_at;
    question.request.fields = received->fields;
    const struct appeal *appeal = new_appeal(w, received);
    arm_term(w, appeal, &question, OBJECT_REGISTRATION);
    arm_term(w, appeal, &question, OBJECT_ANSWER);
    duty_arm(w, appeal, &question);
    return ST_OK;
}
