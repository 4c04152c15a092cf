#include "delivery.h"

#include "below.h"
#include "delivery_delivered.h"
#include "delivery_failed.h"
#include "delivery_queued.h"
#include "delivery_sent.h"
#include "metrics.h"
#include "notice.h"
#include "stable_id.h"

#include <string.h>

#define HEAD_OFFICE "HQ"

METRIC_COUNTER(moves, "otklik_deliveries_total", "Changes of deliveries, by the state they came to.", "state");

enum status delivery_change(struct work *w, struct delivery *d, enum delivery_event event)
{
    const char *next = delivery_next(d->state, event);
    if (!next)
        return ST_CONFLICT;
    text_set(&d->state, next);
    d->version++;
    work_save(w, d);
    metric_add(&moves, next, 1);
    return ST_OK;
}

static void say_sent(struct work *w, const struct delivery *d, instant at)
{
    emit(w, &delivery_sent_event, d->appeal_id,
         &(struct delivery_sent){.appeal_id = d->appeal_id,
                                 .delivery_id = d->id,
                                 .response_id = d->response_id,
                                 .cycle_no = d->cycle_no,
                                 .channel = d->channel,
                                 .at = at,
                                 .proof = d->proof,
                                 .proof_kind = d->proof_kind});
}

static void say_delivered(struct work *w, const struct delivery *d, const struct proof *proof)
{
    emit(w, &delivery_delivered_event, d->appeal_id,
         &(struct delivery_delivered){.appeal_id = d->appeal_id,
                                      .delivery_id = d->id,
                                      .response_id = d->response_id,
                                      .cycle_no = d->cycle_no,
                                      .channel = d->channel,
                                      .at = proof->at,
                                      .proof = (char *)proof->text,
                                      .proof_kind = (char *)proof->kind});
}

static void say_failed(struct work *w, const struct delivery *d, bool final)
{
    emit(w, &delivery_failed_event, d->appeal_id,
         &(struct delivery_failed){.appeal_id = d->appeal_id,
                                   .delivery_id = d->id,
                                   .response_id = d->response_id,
                                   .cycle_no = d->cycle_no,
                                   .channel = d->channel,
                                   .at = work_now(w),
                                   .reason = d->reason,
                                   .final = final});
}

static void say_queued(struct work *w, const struct delivery *d)
{
    emit(w, &delivery_queued_event, d->appeal_id,
         &(struct delivery_queued){.appeal_id = d->appeal_id,
                                   .delivery_id = d->id,
                                   .response_id = d->response_id,
                                   .cycle_no = d->cycle_no,
                                   .channel = d->channel,
                                   .at = work_now(w)});
}

static const struct department *department_of(struct work *w, const struct response *r, const char *branch,
                                              const char *role)
{
    g_autoptr(GPtrArray) fitting = g_ptr_array_new();

    for (void **list = work_list(w, &department_table, "branch", branch); *list; list++) {
        const struct department *one = *list;
        if (one->active && one->role && strcmp(one->role, role) == 0)
            g_ptr_array_add(fitting, (void *)one);
    }
    for (guint i = 0; i < fitting->len; i++) {
        const struct department *one = fitting->pdata[i];
        if (!below_excluded_head(w, r->excluded, one))
            return one;
    }
    return NULL;
}

/* A branch without a call centre of its own calls from the front office; the head office stands in where the appeal is
 * about the head of the one who would do it. */
static const char *worker_of(struct work *w, const struct response *r, const struct way *way)
{
    const struct department *one = department_of(w, r, r->branch, way->role);
    if (!one)
        one = department_of(w, r, r->branch, "FO");
    if (!one && json_array_size(r->excluded))
        one = department_of(w, r, HEAD_OFFICE, "FO");
    return one ? one->id : NULL;
}

static void tell_head(struct work *w, const struct delivery *d, const char *event)
{
    const struct department *one = work_find(w, &department_table, "id", d->department);
    const struct response *r = work_find(w, &response_table, "id", d->response_id);
    notice_make(w, &(struct notice){.recipient = one ? one->head_id : NULL,
                                    .event = (char *)event,
                                    .object = d->id,
                                    .threshold = d->state,
                                    .appeal_id = d->appeal_id,
                                    .number = d->number,
                                    .branch = d->branch,
                                    .detail = d->channel,
                                    .excluded = r ? r->excluded : NULL,
                                    .created_at = work_now(w)});
}

static struct delivery *row_new(struct work *w, const struct response *r, const char *id)
{
    struct delivery *d = work_new(w, &delivery_table);

    text_set(&d->id, id);
    d->version = 1;
    text_set(&d->response_id, r->id);
    text_set(&d->appeal_id, r->appeal_id);
    d->cycle_no = r->cycle_no;
    text_set(&d->number, r->number);
    text_set(&d->branch, r->branch);
    d->confidential = r->confidential;
    d->created_at = work_now(w);
    return d;
}

static void start(struct work *w, const struct response *r, struct delivery *d, const struct way *way)
{
    text_set(&d->state, way->work == WAY_TASK ? "task" : "planned");
    text_set(&d->department, worker_of(w, r, way));
    say_queued(w, d);
    if (way->work == WAY_MAIL)
        d->next_at = work_now(w);
    enum status status = ST_OK;
    if (way->work != WAY_TASK && way->needs_address && !d->address)
        status = delivery_failed(w, d, "no address", NULL);
    else if (way->work == WAY_PUBLISH)
        status = delivery_sent(w, d, &(struct proof){"published", d->response_id, work_now(w), NULL});
    if (status != ST_OK)
        g_error("a new delivery has no such step");
}

struct delivery *delivery_plan(struct work *w, const struct response *r, const char *channel, const char *address,
                               const char *follows)
{
    char id[UUID_TEXT_SIZE];
    const struct way *way = way_find(channel);

    if (!way)
        way = way_find("office"); /* a word of a later version: a person settles it */
    STABLE_ID(r->signed_at, id, r->id, way->channel, address);
    struct delivery *d = work_find(w, &delivery_table, "id", id);
    if (d)
        return d;
    d = row_new(w, r, id);
    text_set(&d->channel, way->channel);
    text_set(&d->address, address && *address ? address : NULL);
    text_set(&d->follows, follows);
    start(w, r, d, way);
    return d;
}

static void keep_proof(struct delivery *d, const struct proof *proof)
{
    text_set(&d->proof_kind, proof->kind);
    text_set(&d->proof, proof->text);
    text_set(&d->done_by, proof->by);
}

enum status delivery_sent(struct work *w, struct delivery *d, const struct proof *proof)
{
    enum status status = delivery_change(w, d, DELIVERY_ACCEPTED);
    if (status != ST_OK)
        return status;
    keep_proof(d, proof);
    d->sent_at = proof->at;
    say_sent(w, d, proof->at);
    const struct way *way = way_find(d->channel);
    return way->work == WAY_TASK && way->handed ? delivery_confirmed(w, d, proof) : ST_OK;
}

enum status delivery_confirmed(struct work *w, struct delivery *d, const struct proof *proof)
{
    enum status status = delivery_change(w, d, DELIVERY_CONFIRM);
    if (status != ST_OK)
        return status;
    d->delivered_at = proof->at;
    say_delivered(w, d, proof);
    return ST_OK;
}

static bool planned_before(struct work *w, const struct delivery *failed, const char *channel)
{
    for (void **list = work_list(w, &delivery_table, "response_id", failed->response_id); *list; list++) {
        const struct delivery *one = *list;
        if (one != failed && strcmp(one->channel, channel) == 0)
            return true;
    }
    return false;
}

/* A person's own failed task gets another way, too, but never one that was tried or is planned. */
static void plan_instead(struct work *w, const struct delivery *failed)
{
    const char *address = NULL;
    const struct response *r = work_find(w, &response_table, "id", failed->response_id);
    const struct way *way = r ? way_instead(failed->channel, r->applicant, &address) : NULL;

    if (way && !planned_before(w, failed, way->channel))
        delivery_plan(w, r, way->channel, address, failed->id);
}

enum status delivery_failed(struct work *w, struct delivery *d, const char *reason, const char *by)
{
    enum status status = delivery_change(w, d, DELIVERY_REFUSED);
    if (status != ST_OK)
        return status;
    text_set(&d->reason, reason);
    text_set(&d->done_by, by);
    say_failed(w, d, true);
    tell_head(w, d, "delivery.failed");
    if (!d->withdrawn)
        plan_instead(w, d);
    return ST_OK;
}

enum status delivery_lost(struct work *w, struct delivery *d, const char *reason)
{
    enum status status = delivery_change(w, d, DELIVERY_LOST);
    if (status != ST_OK)
        return status;
    text_set(&d->reason, reason);
    say_failed(w, d, false);
    tell_head(w, d, "delivery.unknown");
    return ST_OK;
}

enum status delivery_later(struct work *w, struct delivery *d, const char *reason, instant at)
{
    enum status status = delivery_change(w, d, d->withdrawn ? DELIVERY_CANCEL : DELIVERY_LATER);
    if (status != ST_OK)
        return status;
    text_set(&d->reason, reason);
    d->next_at = at;
    d->reached = false;
    return ST_OK;
}

void delivery_cancel(struct work *w, struct delivery *d, const char *reason)
{
    if (strcmp(d->state, "sending") == 0) { /* the mail job has it: it must not come back to be sent again */
        d->withdrawn = true;
        work_save(w, d);
        return;
    }
    if (delivery_change(w, d, DELIVERY_CANCEL) == ST_OK)
        text_set(&d->reason, reason);
}
