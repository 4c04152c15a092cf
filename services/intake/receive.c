#include "receive.h"

#include "app.h"
#include "appeal_accepted.h"
#include "appeal_received.h"
#include "check.h"
#include "intake.h"
#include "json_value.h"
#include "lifecycle.h"
#include "projection.h"
#include "submission.h"
#include "words.h"

#include <string.h>

#define TEXT_MAX 20000

static const char *text_of_member(const json_t *data, const char *member)
{
    return json_string_value(json_object_get(data, member));
}

/* What it says, else the envelope's, else its account's, else the source's default. */
static const char *branch_of(struct work *w, const struct event *e, const struct source *source)
{
    const char *const said[] = {text_of_member(e->json, "branch"), e->branch};
    const char *account = text_of_member(e->json, "account");

    for (size_t i = 0; i < G_N_ELEMENTS(said); i++)
        if (said[i] && work_find(w, &branch_table, "code", said[i]))
            return said[i];
    const struct account_owner *owner = account ? work_find(w, &account_owner_table, "account", account) : NULL;
    return owner && owner->branch ? owner->branch : source->default_branch;
}

/* The moment the client pressed the button, but never later than now. */
static instant time_of(const struct event *e, instant now)
{
    instant at;
    const char *said = text_of_member(e->json, "submitted_at");

    if (said && instant_parse(said, &at) == ST_OK && at <= now)
        return at;
    return e->time && e->time <= now ? e->time : now;
}

static void set_object(json_t **member, const json_t *data, const char *name, json_type type)
{
    json_t *value = json_object_get(data, name);
    if (value && json_typeof(value) == type)
        json_set_take(member, json_deep_copy(value));
}

/* A text longer than a card can show is kept whole in the archive as the original; the card has its beginning. */
static void set_body(struct appeal *a, const char *text)
{
    if (!text)
        return;
    g_autofree char *cut = g_utf8_substring(text, 0, MIN(g_utf8_strlen(text, -1), TEXT_MAX));
    text_set(&a->body, cut);
}

static void fill(struct appeal *a, const json_t *data)
{
    text_set(&a->external_id, text_of_member(data, "external_id"));
    text_set(&a->client_kind, text_of_member(data, "client_kind"));
    text_set(&a->type_code, text_of_member(data, "type_code"));
    text_set(&a->account, text_of_member(data, "account"));
    text_set(&a->contract, text_of_member(data, "contract"));
    text_set(&a->language, text_of_member(data, "language"));
    text_set(&a->subject, text_of_member(data, "subject"));
    text_set(&a->address, text_of_member(data, "address"));
    set_body(a, text_of_member(data, "text"));
    set_object(&a->applicant, data, "applicant", JSON_OBJECT);
    set_object(&a->auth, data, "auth", JSON_OBJECT);
    set_object(&a->fields, data, "fields", JSON_OBJECT);
    set_object(&a->response_channels, data, "response_channels", JSON_ARRAY);
    a->identified = a->auth != NULL;
}

void receive_files(struct work *w, const struct appeal *appeal, const json_t *files)
{
    size_t i;
    json_t *file;

    json_array_foreach((json_t *)files, i, file)
    {
        struct attachment *one = work_new(w, &attachment_table);
        g_autofree char *key = g_strdup_printf("%zu", i + 1);
        const char *claim = text_of_member(file, "claim_id");
        const char *said = claim ? claim : text_of_member(file, "file_key");
        text_set(&one->appeal_id, appeal->id);
        text_set(&one->file_key, said ? said : key);
        text_set(&one->doc_type, text_of_member(file, "doc_type"));
        text_set(&one->name, text_of_member(file, "name"));
        text_set(&one->mime, text_of_member(file, "mime"));
        one->size_bytes = json_integer_value(json_object_get(file, "size"));
        text_set(&one->state, "expected");
    }
}

/* Each file gets the key by which archive and intake name it. */
static json_t *keyed_files(const json_t *files)
{
    json_t *keyed = json_array();
    size_t i;
    json_t *file;

    json_array_foreach((json_t *)files, i, file)
    {
        g_autofree char *key = g_strdup_printf("%zu", i + 1);
        json_t *copy = json_is_object(file) ? json_copy(file) : json_object();
        const char *claim = text_of_member(copy, "claim_id");
        if (claim || !json_is_string(json_object_get(copy, "file_key")))
            json_object_set_new(copy, "file_key", json_string(claim ? claim : key));
        json_array_append_new(keyed, copy);
    }
    return keyed;
}

void receive_announce(struct work *w, const struct appeal *a, const json_t *files)
{
    json_t *keyed = keyed_files(files);
    auto_view view = intake_view(w);
    json_auto_t *document = check_document(w, a);
    json_t *rules = check_rules(view, view_type(view, a->type_code), document);

    emit(w, &appeal_received_event, a->id,
         &(struct appeal_received){.appeal_id = a->id,
                                   .version = a->version,
                                   .number = a->number,
                                   .branch = a->branch,
                                   .source = a->source,
                                   .external_id = a->external_id,
                                   .channel = a->channel,
                                   .client_kind = a->client_kind,
                                   .service = a->service,
                                   .type_code = a->type_code,
                                   .account = a->account,
                                   .contract = a->contract,
                                   .applicant = a->applicant,
                                   .text = a->body,
                                   .fields = a->fields,
                                   .files = keyed,
                                   .response_channels = a->response_channels,
                                   .language = a->language,
                                   .received_at = a->received_at,
                                   .trusted = a->trusted,
                                   .letter_id = a->letter_id,
                                   .rules = rules,
                                   .confidential = a->confidential,
                                   .excluded = a->excluded});
    json_decref(keyed);
    json_decref(rules);
}

static void remember(struct work *w, const struct event *e, const struct appeal *a)
{
    char key[SUBMISSION_KEY_SIZE];
    g_autofree char *sha256 = json_value_sha256(e->json);
    struct appeal_accepted accepted = {.appeal_id = a->id,
                                       .number = a->number,
                                       .external_id = a->external_id,
                                       .source = a->source,
                                       .state = a->state,
                                       .due = a->due_date,
                                       .faults = a->faults};
    struct submission *submission = work_new(w, &submission_table);

    text_set(&submission->key, submission_key(a->source, a->external_id, key));
    text_set(&submission->appeal_id, a->id);
    text_set(&submission->number, a->number);
    text_set(&submission->payload_sha256, sha256);
    json_set_take(&submission->accepted, record_to_json(&appeal_accepted_event.data, &accepted));
    submission->received_at = work_now(w);
    emit(w, &appeal_accepted_event, a->external_id, &accepted);
}

enum status receive_submission(struct work *w, const struct event *e, const struct source *source)
{
    const json_t *files = json_object_get(e->json, "files");
    struct appeal *a = work_new(w, &appeal_table);

    fill(a, e->json);
    text_set(&a->source, source->name);
    text_set(&a->branch, branch_of(w, e, source));
    text_set(&a->channel, source_channel(source, text_of_member(e->json, "channel")));
    a->trusted = source->trusted;
    a->received_at = time_of(e, work_now(w));
    receive_files(w, a, files);
    number_give(w, a, a->received_at);
    words_enter(w, a);
    check_card(w, a);
    enum status status = lifecycle_apply(w, a, LIFE_RECEIVE, NULL, NULL);
    if (status != ST_OK)
        return status;
    receive_announce(w, a, files);
    remember(w, e, a);
    return ST_OK;
}
