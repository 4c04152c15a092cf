#include "appeal_sending.h"
#include "intake.h"
#include "lifecycle.h"
#include "response_returned.h"
#include "response_signed.h"

#include <string.h>

/* Where each way leads: the member of the applicant that holds the address. */
static const struct {
    const char *channel, *member;
} addresses[] = {{"email", "email"}, {"post", "address"}, {"call", "phone"}, {"edo", "inn"}, {"lk", "oid"}};

static const char *address_of(const struct appeal *a, const char *channel)
{
    for (size_t i = 0; i < G_N_ELEMENTS(addresses); i++)
        if (strcmp(addresses[i].channel, channel) == 0)
            return json_string_value(json_object_get(a->applicant, addresses[i].member));
    return NULL;
}

static json_t *ways_of(const struct appeal *a)
{
    json_t *ways = json_array();
    size_t i;
    json_t *channel;

    json_array_foreach(a->response_channels, i, channel)
    {
        const char *address = address_of(a, json_string_value(channel));
        json_array_append_new(ways, json_pack("{s:O, s:s*}", "channel", channel, "address", address));
    }
    return ways;
}

static void announce_sending(struct work *w, const struct appeal *a, const struct response_signed *signed_one)
{
    json_t *ways = ways_of(a);

    emit(w, &appeal_sending_event, a->id,
         &(struct appeal_sending){.appeal_id = a->id,
                                  .version = a->version,
                                  .cycle_no = a->cycle_no,
                                  .number = a->number,
                                  .branch = a->branch,
                                  .type_code = a->type_code,
                                  .response_id = signed_one->response_id,
                                  .channels = ways,
                                  .client_id = a->client_id,
                                  .client_name = a->client_name,
                                  .applicant = a->applicant,
                                  .subject = signed_one->subject,
                                  .body = signed_one->body,
                                  .result = signed_one->result,
                                  .signer_id = signed_one->signer_id,
                                  .signer_name = signed_one->signer_name,
                                  .signed_at = signed_one->signed_at,
                                  .language = a->language,
                                  .out_number = a->out_number,
                                  .received_at = a->received_at,
                                  .source = a->source,
                                  .external_id = a->external_id,
                                  .confidential = a->confidential,
                                  .excluded = a->excluded});
    json_decref(ways);
}

/* A signature under an appeal that was cancelled, withdrawn or reopened meanwhile has no effect: the owner decides. */
enum status on_response_signed(struct work *w, const struct event *e)
{
    const struct response_signed *signed_one = e->data;
    struct appeal *a = work_find(w, &appeal_table, "id", signed_one->appeal_id);
    if (!a)
        return park(w, signed_one->appeal_id);
    if (signed_one->cycle_no != a->cycle_no)
        return ST_OK;
    if (strcmp(a->state, "IN_WORK") == 0)
        return park(w, a->id); /* its route.completed is still on the way */
    if (lifecycle_apply(w, a, LIFE_SIGN, &(struct actor){signed_one->signer_id, signed_one->signer_name}, NULL) !=
        ST_OK)
        return ST_OK;
    g_autofree char *out_number = g_strdup_printf("%s/%" G_GINT64_FORMAT, a->number, a->cycle_no);
    text_set(&a->response_id, signed_one->response_id);
    text_set(&a->result, signed_one->result ? signed_one->result : a->result);
    text_set(&a->out_number, out_number);
    announce_sending(w, a, signed_one);
    return ST_OK;
}

enum status on_response_returned(struct work *w, const struct event *e)
{
    const struct response_returned *returned = e->data;
    struct appeal *a = work_find(w, &appeal_table, "id", returned->appeal_id);
    if (!a)
        return park(w, returned->appeal_id);
    if (returned->cycle_no != a->cycle_no)
        return ST_OK;
    if (lifecycle_apply(w, a, LIFE_REWORK, &(struct actor){returned->returned_by, NULL}, returned->reason) != ST_OK)
        return ST_OK;
    return ST_OK;
}
