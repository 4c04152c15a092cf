#include "appeal_received.h"
#include "card.h"
#include "client_match_resolved.h"
#include "client_registry.h"
#include "match.h"
#include "norm/email.h"
#include "norm/numbers.h"
#include "norm/phone.h"

#include <string.h>

#define PROPOSALS_MAX 5

/* What is being gathered about one appeal. */
struct search {
    struct work *w;
    struct applicant applicant;
    GArray *found; /* struct match_candidate */
};

static const struct client *surviving(struct work *w, const char *id)
{
    const struct client *client = work_find(w, &client_table, "id", id);
    while (client && client->merged_into_id)
        client = work_find(w, &client_table, "id", client->merged_into_id);
    return client;
}

static void add(struct search *search, const char *client_id, const char *why, bool strong)
{
    const struct client *client = surviving(search->w, client_id);
    if (!client)
        return;
    struct match_candidate candidate = {client, why, strong, match_agrees(&search->applicant, client)};
    g_array_append_val(search->found, candidate);
}

static GPtrArray *rows_of(struct search *search, const struct table *table, const char *column, const char *value)
{
    GPtrArray *rows = g_ptr_array_new();
    for (void **row = work_list(search->w, table, column, value); *row; row++)
        g_ptr_array_add(rows, *row);
    return rows;
}

/* Two billing systems may have the same number: all their clients are looked at. */
static void by_account(struct search *search, const char *number)
{
    g_autofree char *normal = numbers_account(number);
    g_autoptr(GPtrArray) accounts = rows_of(search, &account_table, "number_norm", normal);
    for (guint i = 0; i < accounts->len; i++) {
        const struct account *account = accounts->pdata[i];
        g_autoptr(GPtrArray) parties = rows_of(search, &account_party_table, "account_id", account->id);
        for (guint j = 0; j < parties->len; j++) {
            const struct account_party *party = parties->pdata[j];
            if (card_party_is_current(party))
                add(search, party->client_id, "account", true);
        }
    }
}

static void by_contract(struct search *search, const char *number)
{
    g_autofree char *normal = numbers_contract(number);
    g_autoptr(GPtrArray) contracts = rows_of(search, &contract_table, "number_norm", normal);
    for (guint i = 0; i < contracts->len; i++)
        add(search, ((struct contract *)contracts->pdata[i])->client_id, "contract", true);
}

static void by_inn(struct search *search)
{
    g_autoptr(GPtrArray) clients = rows_of(search, &client_table, "inn", search->applicant.inn);
    for (guint i = 0; i < clients->len; i++)
        add(search, ((struct client *)clients->pdata[i])->id, "inn", true);
}

/* NULL for 0: there is none. Caller frees. */
static char *number_text(int64_t number)
{
    return number ? g_strdup_printf("%" G_GINT64_FORMAT, number) : NULL;
}

/* A telephone or mailbox that several clients have says nothing about which of them wrote. */
static void by_contact(struct search *search, const char *column, int64_t value, const char *why)
{
    g_autofree char *text = number_text(value);
    g_autoptr(GPtrArray) contacts = rows_of(search, &contact_table, column, text);
    bool alone = true;
    for (guint i = 1; i < contacts->len; i++)
        alone &= !strcmp(((struct contact *)contacts->pdata[i])->client_id,
                         ((struct contact *)contacts->pdata[0])->client_id);
    for (guint i = 0; i < contacts->len; i++) {
        const struct contact *contact = contacts->pdata[i];
        add(search, contact->client_id, why, alone && contact->verified_at && !contact->shared);
    }
}

static int64_t phone_of(const json_t *applicant)
{
    struct phone phone;
    return phone_parse(json_string_value(json_object_get(applicant, "phone")), NULL, &phone) ? phone.number : 0;
}

static int64_t email_of(const json_t *applicant)
{
    g_autofree char *key = email_key(json_string_value(json_object_get(applicant, "email")));
    return key ? party_email_hash(key) : 0;
}

static void gather(struct search *search, const struct appeal_received *appeal)
{
    by_account(search, appeal->account);
    by_contract(search, appeal->contract);
    by_inn(search);
    by_contact(search, "phone", phone_of(appeal->applicant), "phone");
    by_contact(search, "email_hash", email_of(appeal->applicant), "email");
}

static bool listed(const json_t *list, const char *id)
{
    const json_t *one;
    size_t index;
    json_array_foreach(list, index,
                       one) if (!strcmp(json_string_value(json_object_get(one, "client_id")), id)) return true;
    return false;
}

/* Those who agree in name come first. */
static json_t *proposals_of(const struct search *search)
{
    json_t *list = json_array();
    for (int pass = 1; pass >= 0; pass--)
        for (guint i = 0; i < search->found->len && json_array_size(list) < PROPOSALS_MAX; i++) {
            const struct match_candidate *one = &g_array_index(search->found, struct match_candidate, i);
            if (one->agrees != pass || listed(list, one->client->id))
                continue;
            json_array_append_new(list, json_pack("{s:s, s:s, s:s, s:s, s:s, s:b}", "client_id", one->client->id,
                                                  "client_kind", one->client->kind, "client_name",
                                                  one->client->display_name, "branch", one->client->branch, "why",
                                                  one->why, "name_agrees", one->agrees));
        }
    return list;
}

static void answer(struct search *search, const struct appeal_received *appeal)
{
    const struct match_candidate *found = (const void *)search->found->data;
    int chosen = match_decide(found, search->found->len);
    const struct client *client = chosen >= 0 ? found[chosen].client : NULL;
    json_t *proposals = client ? NULL : proposals_of(search);
    struct client_match_resolved resolved = {
        .appeal_id = appeal->appeal_id,
        .result = client               ? "matched"
                  : search->found->len ? "proposals"
                                       : "unknown",
        .client_id = client ? client->id : NULL,
        .client_kind = client ? client->kind : NULL,
        .client_name = client ? client->display_name : NULL,
        .branch = client ? client->branch : NULL,
        .why = client ? (char *)found[chosen].why : NULL,
        .proposals = proposals,
    };
    emit(search->w, &client_match_resolved_event, appeal->appeal_id, &resolved);
    json_decref(proposals);
}

enum status on_appeal_received(struct work *w, const struct event *e)
{
    const struct appeal_received *appeal = e->data;
    struct search search = {w, .found = g_array_new(FALSE, TRUE, sizeof(struct match_candidate))};
    applicant_read(appeal->applicant, &search.applicant);
    gather(&search, appeal);
    answer(&search, appeal);
    applicant_release(&search.applicant);
    g_array_unref(search.found);
    return ST_OK;
}

static const struct appeal_received *said(const struct event *e)
{
    return e->data;
}

static char *account_norm(const struct event *e)
{
    return numbers_account(said(e)->account);
}

static char *contract_norm(const struct event *e)
{
    return numbers_contract(said(e)->contract);
}

static char *phone_text(const struct event *e)
{
    return number_text(phone_of(said(e)->applicant));
}

static char *email_text(const struct event *e)
{
    return number_text(email_of(said(e)->applicant));
}

void appeal_account_norm(struct work *w, const struct event *e, GPtrArray *out)
{
    (void)w;
    g_ptr_array_add(out, account_norm(e));
}

void appeal_contract_norm(struct work *w, const struct event *e, GPtrArray *out)
{
    (void)w;
    g_ptr_array_add(out, contract_norm(e));
}

void appeal_phone(struct work *w, const struct event *e, GPtrArray *out)
{
    (void)w;
    g_ptr_array_add(out, phone_text(e));
}

void appeal_email_hash(struct work *w, const struct event *e, GPtrArray *out)
{
    (void)w;
    g_ptr_array_add(out, email_text(e));
}

void appeal_inn(struct work *w, const struct event *e, GPtrArray *out)
{
    struct applicant applicant;
    (void)w;
    applicant_read(said(e)->applicant, &applicant);
    g_ptr_array_add(out, g_steal_pointer(&applicant.inn));
    applicant_release(&applicant);
}

/* What stands in `member`, a text, of the rows that have the value, which is freed. */
static void add_members(struct work *w, const struct table *table, const char *column, char *value, const char *member,
                        GPtrArray *out)
{
    size_t offset = record_field(&table->record, member)->offset;
    for (void **row = work_list(w, table, column, value); *row; row++)
        g_ptr_array_add(out, g_strdup(*(char **)((char *)*row + offset)));
    g_free(value);
}

void appeal_account_ids(struct work *w, const struct event *e, GPtrArray *out)
{
    add_members(w, &account_table, "number_norm", account_norm(e), "id", out);
}

void appeal_client_ids(struct work *w, const struct event *e, GPtrArray *out)
{
    g_autoptr(GPtrArray) accounts = g_ptr_array_new();
    appeal_account_ids(w, e, accounts);
    for (guint i = 0; i < accounts->len; i++)
        add_members(w, &account_party_table, "account_id", accounts->pdata[i], "client_id", out);
    add_members(w, &contract_table, "number_norm", contract_norm(e), "client_id", out);
    add_members(w, &contact_table, "phone", phone_text(e), "client_id", out);
    add_members(w, &contact_table, "email_hash", email_text(e), "client_id", out);
}
