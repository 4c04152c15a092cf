#include "appeal_answered.h"
#include "appeal_cancelled.h"
#include "appeal_form.h"
#include "appeal_reopened.h"
#include "appeal_withdrawn.h"
#include "card.h"
#include "check.h"
#include "flow.h"
#include "intake.h"
#include "lifecycle.h"
#include "projection.h"
#include "receive.h"
#include "words.h"

#include <string.h>

static struct actor actor_of(const struct request *rq)
{
    return (struct actor){rq->person->id, rq->person->name};
}

/* The card of the path, when this person may see it and If-Match names its version. NULL: *out is the answer. */
static struct appeal *card_of(struct work *w, struct request *rq, struct answer *out, enum status *out_status)
{
    struct appeal *a = work_find(w, &appeal_table, "id", http_param(rq, "id"));

    *out_status = ST_NOT_FOUND;
    if (!a || !card_visible(a, rq->person))
        return NULL;
    if (http_version_matches(rq, out, a->version))
        return a;
    *out_status = ST_CONFLICT;
    return NULL;
}

static enum status answer_card(struct work *w, const struct request *rq, struct answer *out, struct appeal *a,
                               int http_status)
{
    answer_version(out, a->version);
    return answer_json_take(out, http_status, card_to_json(w, a, rq->language));
}

static enum status refuse_step(struct answer *out, const struct appeal *a, enum status status, const char *code)
{
    if (status == ST_CONFLICT)
        return answer_problem(out, 409, "state_conflict", a->state);
    return answer_problem(out, 422, code, NULL);
}

/* A draft gets its number and is announced before it is registered: others hear of it as of any card received, and in
 * the same order. What is refused after that is rolled back with it. */
static void announce_draft(struct work *w, struct appeal *a)
{
    json_t *files = card_claims(w, a);

    if (!a->number)
        number_give(w, a, a->received_at);
    receive_announce(w, a, files);
    json_decref(files);
}

static enum status register_card(struct work *w, struct appeal *a, const struct actor *by, const char **out_code)
{
    if (strcmp(a->state, "DRAFT") == 0)
        announce_draft(w, a);
    return flow_register(w, a, by, out_code);
}

static void announce_solved(struct work *w, const struct appeal *a)
{
    emit(w, &appeal_answered_event, a->id,
         &(struct appeal_answered){.appeal_id = a->id,
                                   .version = a->version,
                                   .cycle_no = a->cycle_no,
                                   .branch = a->branch,
                                   .type_code = a->type_code,
                                   .answered_at = a->answered_at,
                                   .channel = "office",
                                   .due_at = a->due_at});
}

/* «Решено сразу»: an oral appeal ends in one step, without stages, and counts all the same. */
static enum status solve(struct work *w, struct appeal *a, const struct actor *by, const char *result)
{
    enum status status = lifecycle_apply(w, a, LIFE_SOLVE, by, NULL);
    if (status != ST_OK)
        return status;
    a->answered_at = work_now(w);
    text_set(&a->result, result ? result : "explained");
    text_set(&a->answered_by_way, "office");
    announce_solved(w, a);
    return ST_OK;
}

static enum status further_steps(struct work *w, struct appeal *a, const struct request *rq,
                                 const struct appeal_form *form, const char **out_code)
{
    struct actor by = actor_of(rq);
    enum status status = ST_OK;

    if (!form->then)
        return ST_OK;
    if (strcmp(a->state, "REGISTERED") != 0)
        status = register_card(w, a, &by, out_code);
    if (status == ST_OK && strcmp(form->then, "send") == 0)
        status = flow_send(w, a, &by, out_code);
    if (status == ST_OK && strcmp(form->then, "solve") == 0)
        status = solve(w, a, &by, form->result);
    return status;
}

static bool form_is_right(struct work *w, struct request *rq, const struct appeal_form *form)
{
    static const char *const steps[] = {"register", "send", "solve", NULL};

    if (form->then && !g_strv_contains(steps, form->then))
        faults_add(&rq->faults, "/then", "not_in_list", "register, send, solve");
    if (form->branch && !work_find(w, &branch_table, "code", form->branch))
        faults_add(&rq->faults, "/branch", "not_in_list", form->branch);
    else if (form->branch && !person_sees_branch(rq->person, form->branch))
        faults_add(&rq->faults, "/branch", "forbidden", form->branch);
    if (form->received_at > work_now(w))
        faults_add(&rq->faults, "/received_at", "in_the_future", NULL);
    return rq->faults.count == 0;
}

static struct appeal *new_draft(struct work *w, const struct request *rq, const struct appeal_form *form)
{
    struct appeal *a = work_new(w, &appeal_table);

    text_set(&a->branch, form->branch ? form->branch : rq->person->branch);
    text_set(&a->channel, "OFFICE");
    text_set(&a->author, rq->person->id);
    a->received_at = work_now(w);
    a->identified = true;
    appeal_form_apply(a, form);
    receive_files(w, a, form->files);
    words_enter(w, a);
    check_card(w, a);
    return a;
}

static enum status create(struct work *w, struct request *rq, struct answer *out, const struct appeal_form *form)
{
    const char *code = NULL;
    if (!form_is_right(w, rq, form))
        return ST_INVALID;
    struct appeal *a = new_draft(w, rq, form);
    struct actor by = actor_of(rq);
    enum status status = lifecycle_apply(w, a, LIFE_DRAFT, &by, NULL);
    if (status == ST_OK)
        status = further_steps(w, a, rq, form, &code);
    if (status != ST_OK)
        return code && strcmp(code, "card_incomplete") == 0 ? card_faults(a, rq) : refuse_step(out, a, status, code);
    g_autofree char *location = g_strdup_printf("/v1/appeals/%s", a->id);
    text_set(&out->location, location);
    return answer_card(w, rq, out, a, 201);
}

enum status http_appeal_create(struct work *w, struct request *rq, struct answer *out)
{
    struct appeal_form form = {0};
    enum status status = http_body(rq, &appeal_form_type, &form);

    if (status == ST_OK)
        status = create(w, rq, out, &form);
    record_release(&appeal_form_type, &form);
    return status;
}

static bool may_change(const struct appeal *a)
{
    return strcmp(a->state, "DRAFT") == 0 || strcmp(a->state, "RECEIVED") == 0 || strcmp(a->state, "REGISTERED") == 0;
}

/* Of a draft: nobody has heard of its files yet. An upload that is left over expires in archive. */
static void change_files(struct work *w, const struct appeal *a, const struct appeal_form *form)
{
    size_t i;
    json_t *key;

    for (void **list = work_list(w, &attachment_table, "appeal_id", a->id); *list; list++)
        json_array_foreach(form->drop_files, i, key)
        {
            if (g_strcmp0(((struct attachment *)*list)->file_key, json_string_value(key)) == 0)
                work_delete(w, *list);
        }
    receive_files(w, a, form->files);
}

static enum status change(struct work *w, struct request *rq, struct answer *out, const struct appeal_form *form)
{
    const char *code = NULL;
    enum status status;
    struct appeal *a = card_of(w, rq, out, &status);
    if (!a)
        return status;
    if (!may_change(a))
        return answer_problem(out, 409, "state_conflict", a->state);
    if (!form_is_right(w, rq, form))
        return ST_INVALID;
    appeal_form_apply(a, form);
    if (form->branch)
        text_set(&a->branch, form->branch);
    if (strcmp(a->state, "DRAFT") == 0)
        change_files(w, a, form);
    words_change(w, a);
    check_card(w, a);
    a->version++;
    work_save(w, a);
    status = further_steps(w, a, rq, form, &code);
    if (status != ST_OK)
        return code && strcmp(code, "card_incomplete") == 0 ? card_faults(a, rq) : refuse_step(out, a, status, code);
    return answer_card(w, rq, out, a, 200);
}

enum status http_appeal_change(struct work *w, struct request *rq, struct answer *out)
{
    struct appeal_form form = {0};
    enum status status = http_body(rq, &appeal_form_type, &form);

    if (status == ST_OK)
        status = change(w, rq, out, &form);
    record_release(&appeal_form_type, &form);
    return status;
}

enum status http_appeal_register(struct work *w, struct request *rq, struct answer *out)
{
    const char *code = NULL;
    struct actor by = actor_of(rq);
    enum status status;
    struct appeal *a = card_of(w, rq, out, &status);
    if (!a)
        return status;
    status = register_card(w, a, &by, &code);
    return status == ST_OK ? answer_card(w, rq, out, a, 200) : refuse_step(out, a, status, code);
}

enum status http_appeal_send(struct work *w, struct request *rq, struct answer *out)
{
    const char *code = NULL;
    struct actor by = actor_of(rq);
    enum status status;
    struct appeal *a = card_of(w, rq, out, &status);
    if (!a)
        return status;
    if (a->cycle_no)
        return answer_problem(out, 409, "state_conflict", a->state);
    status = flow_send(w, a, &by, &code);
    if (status == ST_OK)
        return answer_card(w, rq, out, a, 200);
    return code && strcmp(code, "card_incomplete") == 0 ? card_faults(a, rq) : refuse_step(out, a, status, code);
}

enum status http_appeal_solve(struct work *w, struct request *rq, struct answer *out)
{
    const char *result = json_string_value(json_object_get(rq->body, "result"));
    struct actor by = actor_of(rq);
    enum status status;
    struct appeal *a = card_of(w, rq, out, &status);
    if (!a)
        return status;
    status = solve(w, a, &by, result);
    return status == ST_OK ? answer_card(w, rq, out, a, 200) : refuse_step(out, a, status, NULL);
}

/* A step that needs a reason in the body: {"reason": "..."}. */
static const char *reason_of(struct request *rq)
{
    const char *reason = json_string_value(json_object_get(rq->body, "reason"));

    if (!reason || !reason[strspn(reason, " \t\r\n")]) {
        faults_add(&rq->faults, "/reason", "required", NULL);
        return NULL;
    }
    return reason;
}

static void tell_cancelled(struct work *w, const struct appeal *a, const char *reason, const char *by)
{
    emit(w, &appeal_cancelled_event, a->id,
         &(struct appeal_cancelled){.appeal_id = a->id,
                                    .version = a->version,
                                    .cycle_no = a->cycle_no,
                                    .branch = a->branch,
                                    .reason = (char *)reason,
                                    .by = (char *)by,
                                    .at = work_now(w)});
}

static void tell_withdrawn(struct work *w, const struct appeal *a, const char *reason, const char *by)
{
    emit(w, &appeal_withdrawn_event, a->id,
         &(struct appeal_withdrawn){.appeal_id = a->id,
                                    .version = a->version,
                                    .cycle_no = a->cycle_no,
                                    .branch = a->branch,
                                    .reason = (char *)reason,
                                    .by = (char *)by,
                                    .at = work_now(w)});
}

/* A way in which an appeal ends without an answer, by a person who says why. */
struct ending {
    enum lifecycle_event event;
    bool (*allowed)(struct work *w, const struct appeal *a); /* by the type's settings; NULL: always */
    void (*tell)(struct work *w, const struct appeal *a, const char *reason, const char *by);
};

static enum status end_card(struct work *w, struct request *rq, struct answer *out, const struct ending *ending)
{
    const char *reason = reason_of(rq);
    struct actor by = actor_of(rq);
    enum status status;
    struct appeal *a = card_of(w, rq, out, &status);
    if (!a)
        return status;
    if (!reason)
        return ST_INVALID;
    if (ending->allowed && !ending->allowed(w, a))
        return answer_problem(out, 409, "not_withdrawable", a->type_code);
    if (lifecycle_apply(w, a, ending->event, &by, reason) != ST_OK)
        return refuse_step(out, a, ST_CONFLICT, NULL);
    flow_release(a);
    ending->tell(w, a, reason, by.id);
    return answer_card(w, rq, out, a, 200);
}

enum status http_appeal_cancel(struct work *w, struct request *rq, struct answer *out)
{
    static const struct ending cancelled = {LIFE_CANCEL, NULL, tell_cancelled};
    return end_card(w, rq, out, &cancelled);
}

enum status http_appeal_withdraw(struct work *w, struct request *rq, struct answer *out)
{
    static const struct ending withdrawn = {LIFE_WITHDRAW, card_withdrawable, tell_withdrawn};
    return end_card(w, rq, out, &withdrawn);
}

enum status http_appeal_close(struct work *w, struct request *rq, struct answer *out)
{
    struct actor by = actor_of(rq);
    enum status status;
    struct appeal *a = card_of(w, rq, out, &status);
    if (!a)
        return status;
    if (card_close(w, a, &by) != ST_OK)
        return refuse_step(out, a, ST_CONFLICT, NULL);
    return answer_card(w, rq, out, a, 200);
}

/* T13: within the type's days, with a reason; the new cycle is sent to work at once. */
enum status http_appeal_reopen(struct work *w, struct request *rq, struct answer *out)
{
    const char *reason = reason_of(rq);
    const char *code = NULL;
    struct actor by = actor_of(rq);
    enum status status;
    struct appeal *a = card_of(w, rq, out, &status);
    if (!a)
        return status;
    if (!reason)
        return ST_INVALID;
    if (!lifecycle_find(a->state, LIFE_REOPEN))
        return refuse_step(out, a, ST_CONFLICT, NULL);
    if (!card_reopenable(w, a))
        return answer_problem(out, 409, "reopen_window_over", NULL);
    emit(w, &appeal_reopened_event, a->id,
         &(struct appeal_reopened){.appeal_id = a->id,
                                   .version = a->version,
                                   .cycle_no = a->cycle_no + 1,
                                   .branch = a->branch,
                                   .reason = (char *)reason,
                                   .by = (char *)by.id,
                                   .at = work_now(w)});
    a->answered_at = a->closed_at = 0;
    a->overdue = false;
    text_set(&a->answered_by_way, NULL);
    a->cycle_no = MAX(a->cycle_no, 1);
    status = flow_reopen(w, a, &by, reason, &code);
    return status == ST_OK ? answer_card(w, rq, out, a, 200) : refuse_step(out, a, status, code);
}
