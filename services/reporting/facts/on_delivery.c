#include "delivery_delivered.h"
#include "delivery_failed.h"
#include "delivery_queued.h"
#include "delivery_sent.h"
#include "reporting.h"

/* Each event has its own column: neither order nor repeats matter. */
static struct fact_delivery *fact_of(struct work *w, const struct delivery_queued *said)
{
    struct fact_delivery *fact = work_find(w, &fact_delivery_table, "delivery_id", said->delivery_id);
    if (fact) {
        work_save(w, fact);
        return fact;
    }
    fact = work_new(w, &fact_delivery_table);
    text_set(&fact->delivery_id, said->delivery_id);
    text_set(&fact->appeal_id, said->appeal_id);
    text_set(&fact->response_id, said->response_id);
    text_set(&fact->channel, said->channel);
    fact->cycle_no = said->cycle_no;
    return fact;
}

enum status on_delivery_queued(struct work *w, const struct event *e)
{
    const struct delivery_queued *queued = e->data;
    fact_of(w, queued)->queued_at = queued->at;
    return ST_OK;
}

enum status on_delivery_sent(struct work *w, const struct event *e)
{
    const struct delivery_sent *sent = e->data;
    struct fact_delivery *fact =
        fact_of(w, &(struct delivery_queued){sent->appeal_id, sent->delivery_id, sent->response_id, sent->cycle_no,
                                             sent->channel, sent->at});
    fact->sent_at = sent->at;
    if (!fact->proof_kind)
        text_set(&fact->proof_kind, sent->proof_kind);
    return ST_OK;
}

enum status on_delivery_delivered(struct work *w, const struct event *e)
{
    const struct delivery_delivered *delivered = e->data;
    struct fact_delivery *fact =
        fact_of(w, &(struct delivery_queued){delivered->appeal_id, delivered->delivery_id, delivered->response_id,
                                             delivered->cycle_no, delivered->channel, delivered->at});
    fact->delivered_at = delivered->at;
    text_set(&fact->proof_kind, delivered->proof_kind);
    return ST_OK;
}

enum status on_delivery_failed(struct work *w, const struct event *e)
{
    const struct delivery_failed *failed = e->data;
    struct fact_delivery *fact =
        fact_of(w, &(struct delivery_queued){failed->appeal_id, failed->delivery_id, failed->response_id,
                                             failed->cycle_no, failed->channel, failed->at});
    if (failed->at >= fact->failed_at) {
        fact->failed_at = failed->at;
        fact->failed_final = failed->final;
    }
    return ST_OK;
}
