#include "appeal_sent_to_work.h"
#include "sla_timer.h"

static struct appeal *appeal_of(struct work *w, const struct appeal_sent_to_work *sent)
{
    struct appeal *appeal = work_find(w, &appeal_table, "id", sent->appeal_id);
    if (!appeal) {
        appeal = work_new(w, &appeal_table);
        text_set(&appeal->id, sent->appeal_id);
    }
    return appeal;
}

static void begin_cycle(struct appeal *appeal, const struct appeal_sent_to_work *sent)
{
    text_set(&appeal->number, sent->number);
    text_set(&appeal->branch, sent->branch);
    appeal->cycle_no = sent->cycle_no;
    appeal->sent = true;
    appeal->legal_due_at = 0;
    appeal->ended = false;
    appeal->confidential = sent->confidential;
    json_set_take(&appeal->excluded, json_incref(sent->excluded));
}

static void ask(struct question *question, const struct appeal_sent_to_work *sent)
{
    question_facts(question,
                   &(struct rule_facts){.type = sent->type_code,
                                        .category = sent->category,
                                        .client_kind = sent->client_kind,
                                        .service = sent->service,
                                        .channel = sent->channel},
                   sent->rules);
    question->request.fields = sent->fields;
    question->request.starts[START_RECEIVED] = sent->received_at;
    question->request.starts[START_REGISTERED] = sent->registered_at;
    question->request.starts[START_SENT_TO_WORK] = sent->sent_at;
    /* A new cycle is a new run of the rules, from the day it was opened again. */
    if (sent->cycle_no > 1) {
        question->request.starts[START_RECEIVED] = sent->sent_at;
        question->request.starts[START_REGISTERED] = sent->sent_at;
    }
}

/* Sending to work makes the answer's deadline final. */
enum status on_appeal_sent_to_work(struct work *w, const struct event *e)
{
    const struct appeal_sent_to_work *sent = e->data;
    auto_question question = {0};
    struct appeal *appeal = work_find(w, &appeal_table, "id", sent->appeal_id);
    bool known = appeal && appeal->cycle_no == sent->cycle_no && appeal->sent;
    if (appeal && (appeal->cycle_no > sent->cycle_no || known))
        return ST_OK;
    enum status st = question_begin_or_park(w, &question, sent->branch);
    if (st != ST_OK)
        return st;
    appeal = appeal_of(w, sent);
    begin_cycle(appeal, sent);
    ask(&question, sent);
    const struct deadline_row *answer = arm_term(w, appeal, &question, OBJECT_ANSWER);
    duty_arm(w, appeal, &question);
    /* Without a rule the stages still get their own plans. */
    appeal->legal_due_at = answer ? answer->legal_due_at : 0;
    work_save(w, appeal);
    arm_clear_all(w, appeal->id, "registration", "registered", sent->registered_at);
    unpark(w, appeal->id);
    return ST_OK;
}
