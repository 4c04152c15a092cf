#include "appeal_sending.h"
#include "notification.h"

static void store(struct work *w, const struct appeal_sending *s)
{
    struct response *r = work_new(w, &response_table);

    text_set(&r->id, s->response_id);
    text_set(&r->appeal_id, s->appeal_id);
    r->cycle_no = s->cycle_no;
    text_set(&r->number, s->number);
    text_set(&r->branch, s->branch);
    text_set(&r->type_code, s->type_code);
    text_set(&r->client_id, s->client_id);
    text_set(&r->client_name, s->client_name);
    json_set_take(&r->applicant, json_incref(s->applicant));
    text_set(&r->subject, s->subject);
    text_set(&r->body, s->body);
    text_set(&r->result, s->result);
    text_set(&r->signer_id, s->signer_id);
    text_set(&r->signer_name, s->signer_name);
    r->signed_at = s->signed_at;
    text_set(&r->language, s->language);
    text_set(&r->out_number, s->out_number);
    r->received_at = s->received_at;
    text_set(&r->source, s->source);
    text_set(&r->external_id, s->external_id);
    r->confidential = s->confidential;
    json_set_take(&r->excluded, json_incref(s->excluded));
    work_save(w, r);
}

/* An answer goes out once, by each of its ways once. */
enum status on_appeal_sending(struct work *w, const struct event *e)
{
    const struct appeal_sending *s = e->data;
    size_t i;
    json_t *way;

    if (work_find(w, &response_table, "id", s->response_id))
        return ST_OK;
    if (!json_array_size(s->channels))
        return reject(w, "no way to send the answer by");
    store(w, s);
    const struct response *r = work_find(w, &response_table, "id", s->response_id);
    json_array_foreach(s->channels, i, way)
    {
        const char *channel = json_string_value(json_object_get(way, "channel"));
        delivery_plan(w, r, channel ? channel : "", json_string_value(json_object_get(way, "address")), NULL);
    }
    return ST_OK;
}
