#include "card.h"
#include "change.h"
#include "client_registry.h"
#include "duplicates.h"
#include "norm/identity.h"
#include "texts.h"

#include <string.h>

static void today(struct work *w, char out[INSTANT_TEXT_SIZE])
{
    instant_format(work_now(w), out);
    out[10] = '\0';
}

static const char *text_in(const json_t *object, const char *name)
{
    return json_string_value(json_object_get(object, name));
}

/* "Another person": allowed where both have identifiers of their own and these differ. */
static bool differ_by_document(const struct party *a, const struct party *b)
{
    g_autofree char *left = identity_normal("snils", a->client->snils);
    g_autofree char *right = identity_normal("snils", b->client->snils);
    if (left && right)
        return strcmp(left, right) != 0;
    bool both = false;
    for (guint i = 0; i < a->documents->len; i++)
        for (guint j = 0; j < b->documents->len; j++) {
            const struct id_document *one = a->documents->pdata[i], *other = b->documents->pdata[j];
            if (!one->number_norm || !other->number_norm || strcmp(one->type, other->type) != 0)
                continue;
            if (!strcmp(one->number_norm, other->number_norm))
                return false;
            both = true;
        }
    return both;
}

static bool is_namesake(struct work *w, const struct party *party, const struct double_hit *hit, const json_t *body)
{
    auto_party other = {0};
    return !strcmp(hit->rule, "B4") && json_is_true(json_object_get(body, "other_person")) &&
           card_load(w, hit->client_id, &other) == ST_OK && differ_by_document(party, &other);
}

/* Who has it already, in full only for those who may see that branch. */
static json_t *found_json(const struct request *rq, const char *rule, const struct client *other)
{
    json_t *found = json_pack("{s:s, s:s}", "rule", rule, "branch", other ? other->branch : "");
    if (other && person_sees_branch(rq->person, other->branch))
        json_object_set_new(
            found, "client",
            json_pack("{s:s, s:s, s:s}", "id", other->id, "kind", other->kind, "display_name", other->display_name));
    return found;
}

static enum status refuse(struct work *w, struct request *rq, const struct double_hit *hit, struct answer *out)
{
    const struct client *other = work_find(w, &client_table, "id", hit->client_id);
    g_autofree char *code = g_strconcat("double_", hit->rule, NULL);
    json_decref(out->body);
    out->body = found_json(rq, hit->rule, other);
    return answer_problem(out, 409, "client_double", text_of(code, rq->language));
}

/* Holds the keys, then looks who has them: a twin that is created at this moment waits here and is then seen. */
static enum status refuse_doubles(struct work *w, struct request *rq, const struct party *party, struct answer *out)
{
    g_autoptr(GArray) keys = keys_of(party);
    enum status status = duplicates_lock(work_db(w), keys);
    if (status != ST_OK)
        return status;
    g_autoptr(GArray) hits = duplicates_find(w, party, rq->body);
    for (guint i = 0; i < hits->len; i++) {
        const struct double_hit *hit = &g_array_index(hits, struct double_hit, i);
        if (!is_namesake(w, party, hit, rq->body))
            return refuse(w, rq, hit, out);
    }
    return ST_OK;
}

static bool wants_shared(const json_t *body)
{
    const json_t *contact;
    size_t index;
    json_array_foreach(json_object_get(body, "contacts"), index,
                       contact) if (json_is_true(json_object_get(contact, "shared"))) return true;
    return false;
}

static enum status load_seen(struct work *w, const struct request *rq, struct party *out)
{
    const char *id = http_param(rq, "id");
    if (!uuid_valid(id) || card_load(w, id, out) != ST_OK)
        return ST_NOT_FOUND;
    return person_sees_branch(rq->person, out->client->branch) ? ST_OK : ST_NOT_FOUND;
}

static enum status check(struct work *w, struct request *rq, const char *known_kind, struct answer *out)
{
    char date[INSTANT_TEXT_SIZE];
    const char *branch = text_in(rq->body, "branch");
    today(w, date);
    change_check(rq->body, known_kind, date, &rq->faults);
    if (branch && !person_sees_branch(rq->person, branch))
        return answer_problem(out, 403, "forbidden", NULL);
    if (wants_shared(rq->body) && !person_may(rq->person, "client.override_duplicate"))
        return answer_problem(out, 403, "forbidden", NULL);
    return rq->faults.count ? ST_INVALID : ST_OK;
}

static void apply(struct work *w, struct party *party, const json_t *body)
{
    change_apply(party->client, body);
    card_set_contacts(w, party, json_object_get(body, "contacts"), "manual");
    card_set_documents(w, party, json_object_get(body, "documents"));
}

static void settle(struct work *w, const struct party *party, const json_t *body, const GArray *before)
{
    g_autoptr(GArray) after = keys_of(party);
    duplicates_claim(w, party->client->id, before, after);
    card_set_accounts(w, party, json_object_get(body, "accounts"));
    card_set_contracts(w, party, json_object_get(body, "contracts"));
    card_emit(w, party);
}

static enum status show(struct work *w, struct request *rq, const struct party *party, int http_status,
                        struct answer *out)
{
    json_t *card = card_to_json(party, !person_may(rq->person, "client.identity"));
    json_object_set_new(card, "accounts", card_accounts_json(w, party->client->id));
    answer_version(out, party->client->version);
    return answer_json_take(out, http_status, card);
}

enum status http_client_create(struct work *w, struct request *rq, struct answer *out)
{
    auto_party party = {0};
    enum status status = check(w, rq, NULL, out);
    if (status != ST_OK)
        return status;
    card_new(w, text_in(rq->body, "branch"), "manual", rq->person->id, &party);
    apply(w, &party, rq->body);
    status = refuse_doubles(w, rq, &party, out);
    if (status != ST_OK)
        return status;
    settle(w, &party, rq->body, NULL);
    http_audit(w, rq, &(struct audit_subject){"client.create", "client", party.client->id, party.client->branch});
    out->location = g_strconcat("/v1/clients/", party.client->id, NULL);
    return show(w, rq, &party, 201, out);
}

enum status http_client_change(struct work *w, struct request *rq, struct answer *out)
{
    auto_party party = {0};
    enum status status = load_seen(w, rq, &party);
    if (status != ST_OK)
        return status;
    if (!http_version_matches(rq, out, party.client->version))
        return ST_CONFLICT;
    status = check(w, rq, party.client->kind, out);
    if (status != ST_OK)
        return status;
    g_autoptr(GArray) before = keys_of(&party);
    apply(w, &party, rq->body);
    card_touch(w, party.client);
    status = refuse_doubles(w, rq, &party, out);
    if (status != ST_OK)
        return status;
    settle(w, &party, rq->body, before);
    http_audit(w, rq, &(struct audit_subject){"client.change", "client", party.client->id, party.client->branch});
    return show(w, rq, &party, 200, out);
}

enum status http_client_get(struct work *w, struct request *rq, struct answer *out)
{
    auto_party party = {0};
    if (load_seen(w, rq, &party) != ST_OK)
        return ST_NOT_FOUND;
    http_audit(w, rq, &(struct audit_subject){"client.read", "client", party.client->id, party.client->branch});
    return show(w, rq, &party, 200, out);
}
