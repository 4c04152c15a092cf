#include "flow.h"

#include "app.h"
#include "appeal_registered.h"
#include "appeal_sent_to_work.h"
#include "check.h"
#include "intake.h"
#include "lifecycle.h"

#include <string.h>

static void announce_registered(struct work *w, const struct appeal *a)
{
    emit(w, &appeal_registered_event, a->id,
         &(struct appeal_registered){.appeal_id = a->id,
                                     .version = a->version,
                                     .number = a->number,
                                     .branch = a->branch,
                                     .channel = a->channel,
                                     .client_id = a->client_id,
                                     .client_kind = a->client_kind,
                                     .service = a->service,
                                     .type_code = a->type_code,
                                     .received_at = a->received_at,
                                     .registered_at = a->registered_at,
                                     .registered_by = a->registered_by,
                                     .confidential = a->confidential,
                                     .excluded = a->excluded});
}

/* A card is registered with a type and a client, or with the word that the client is unknown. */
static const char *missing_to_register(const struct appeal *a)
{
    if (!a->type_code || !a->category)
        return "type_needed";
    if (!a->client_id && g_strcmp0(a->match_result, "unknown") != 0)
        return "client_needed";
    return NULL;
}

enum status flow_register(struct work *w, struct appeal *a, const struct actor *by, const char **out_code)
{
    if (!lifecycle_find(a->state, LIFE_REGISTER))
        return ST_CONFLICT;
    *out_code = missing_to_register(a);
    if (*out_code)
        return ST_INVALID;
    if (!a->number)
        number_give(w, a, a->received_at);
    a->registered_at = work_now(w);
    text_set(&a->registered_by, by ? by->id : NULL);
    enum status status = lifecycle_apply(w, a, LIFE_REGISTER, by, NULL);
    if (status == ST_OK)
        announce_registered(w, a);
    return status;
}

static bool any_attachment(struct work *w, const struct appeal *a, const char *state)
{
    void **list = work_list(w, &attachment_table, "appeal_id", a->id);

    for (size_t i = 0; list[i]; i++)
        if (strcmp(((struct attachment *)list[i])->state, state) == 0)
            return true;
    return false;
}

static const char *missing_to_send(const struct appeal *a)
{
    if (check_blocks(a))
        return "card_incomplete";
    if (!json_array_size(a->response_channels))
        return "response_channel_needed";
    return NULL;
}

/* What the type says of a card that goes to work, and how it goes: sent, or reopened for the reason of the note. */
struct plan {
    enum lifecycle_event event;
    const char *note;
    const struct appeal_type *type;
    const json_t *route;
    json_t *rules;
};

static void announce_sent(struct work *w, const struct appeal *a, const struct plan *plan)
{
    const struct appeal_type *type = plan->type;

    emit(w, &appeal_sent_to_work_event, a->id,
         &(struct appeal_sent_to_work){.appeal_id = a->id,
                                       .version = a->version,
                                       .cycle_no = a->cycle_no,
                                       .config_version = a->config_version,
                                       .number = a->number,
                                       .branch = a->branch,
                                       .channel = a->channel,
                                       .type_code = a->type_code,
                                       .type_ru = type->ru,
                                       .type_en = type->en,
                                       .category = a->category,
                                       .service = a->service,
                                       .client_kind = a->client_kind,
                                       .client_id = a->client_id,
                                       .client_name = a->client_name,
                                       .account = a->account,
                                       .subject = a->subject ? a->subject : a->body,
                                       .fields = a->fields,
                                       .response_channels = a->response_channels,
                                       .received_at = a->received_at,
                                       .registered_at = a->registered_at,
                                       .sent_at = a->sent_at,
                                       .sent_by = a->sent_by,
                                       .priority = a->priority,
                                       .confidential = a->confidential,
                                       .excluded = a->excluded,
                                       .route = (json_t *)plan->route,
                                       .rules = plan->rules,
                                       .templates = json_object_get(type->doc, "templates"),
                                       .results = json_object_get(type->doc, "results")});
}

/* The person has done his part: the card goes by itself when the last document is clean. */
static enum status wait_for_documents(struct work *w, struct appeal *a)
{
    a->send_wanted = true;
    text_set(&a->trouble, "documents_pending");
    a->version++;
    work_save(w, a);
    return ST_OK;
}

static enum status send_to_work(struct work *w, struct appeal *a, const struct actor *by, const struct plan *plan)
{
    text_set(&a->sent_by, by ? by->id : NULL);
    if (any_attachment(w, a, "expected"))
        return wait_for_documents(w, a);
    a->cycle_no++;
    a->sent_at = work_now(w);
    a->send_wanted = false;
    text_set(&a->trouble, NULL);
    enum status status = lifecycle_apply(w, a, plan->event, by, plan->note);
    if (status == ST_OK)
        announce_sent(w, a, plan);
    return status;
}

static enum status go_to_work(struct work *w, struct appeal *a, const struct actor *by, const char *note,
                              const char **out_code)
{
    enum lifecycle_event event = a->cycle_no ? LIFE_REOPEN : LIFE_SEND;

    if (!lifecycle_find(a->state, event))
        return ST_CONFLICT;
    auto_view view = intake_view(w);
    json_auto_t *document = check_card_document(w, a);
    const struct appeal_type *type = view_type(view, a->type_code);
    const json_t *route = type ? check_route(view, type, document) : NULL;
    *out_code = event == LIFE_SEND ? missing_to_send(a) : NULL;
    if (!*out_code && !route)
        *out_code = "route_missing";
    if (*out_code)
        return ST_INVALID;
    json_auto_t *rules = check_rules(view, type, document);
    return send_to_work(w, a, by, &(struct plan){event, note, type, route, rules});
}

enum status flow_send(struct work *w, struct appeal *a, const struct actor *by, const char **out_code)
{
    return go_to_work(w, a, by, NULL, out_code);
}

enum status flow_reopen(struct work *w, struct appeal *a, const struct actor *by, const char *reason,
                        const char **out_code)
{
    return go_to_work(w, a, by, reason, out_code);
}

static bool sends_itself(struct work *w, const struct appeal *a)
{
    auto_view view = intake_view(w);
    const struct appeal_type *type = view_type(view, a->type_code);
    size_t i;
    json_t *channel;

    json_array_foreach(type ? json_object_get(type->doc, "auto_send") : NULL, i,
                       channel) if (strcmp(json_string_value(channel), a->channel) == 0) return true;
    return false;
}

void flow_advance(struct work *w, struct appeal *a)
{
    const char *code = NULL;

    if (a->send_wanted && !any_attachment(w, a, "expected")) {
        g_autofree char *by = g_strdup(a->sent_by); /* flow_send writes that member */
        if (flow_send(w, a, &(struct actor){by, NULL}, &code) != ST_OK)
            text_set(&a->trouble, code);
        return;
    }
    if (!a->trusted || !a->client_id || check_blocks(a))
        return;
    if (strcmp(a->state, "RECEIVED") == 0 && flow_register(w, a, NULL, &code) != ST_OK)
        return;
    if (strcmp(a->state, "REGISTERED") == 0 && sends_itself(w, a) && flow_send(w, a, NULL, &code) != ST_OK)
        text_set(&a->trouble, code);
}

void flow_release(struct appeal *a)
{
    text_set(&a->holder, NULL);
    text_set(&a->holder_name, NULL);
    text_set(&a->department, NULL);
    text_set(&a->department_name, NULL);
}
