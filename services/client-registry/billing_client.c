#include "billing_client.h"

#include "change.h"
#include "duplicates.h"
#include "meeting.h"
#include "norm/similarity.h"

#include <string.h>

/* The person as billing describes him, before it is known who he is: rows that are never saved. */
struct draft {
    struct client client;
    struct party party;
};

static void contact_free(void *contact)
{
    record_release(&contact_table.record, contact);
    g_free(contact);
}

static void draft_contacts(struct draft *draft, const json_t *list)
{
    const json_t *said;
    size_t index;
    json_array_foreach(list, index, said)
    {
        struct contact *contact = g_new0(struct contact, 1);
        text_set(&contact->kind, json_string_value(json_object_get(said, "kind")));
        text_set(&contact->value_raw, json_string_value(json_object_get(said, "value")));
        if (!party_contact_derive(contact, NULL))
            text_set(&contact->value_norm, NULL);
        g_ptr_array_add(draft->party.contacts, contact);
    }
}

static void draft_init(struct draft *draft, const json_t *said)
{
    *draft = (struct draft){0};
    party_init(&draft->party, &draft->client);
    g_ptr_array_set_free_func(draft->party.contacts, contact_free);
    change_apply(&draft->client, said);
    draft_contacts(draft, json_object_get(said, "contacts"));
}

static void draft_release(struct draft *draft)
{
    party_release(&draft->party);
    record_release(&client_table.record, &draft->client);
}

/* Merged cards lead to the surviving one. */
static struct client *surviving(struct work *w, struct client *client)
{
    while (client && client->merged_into_id)
        client = work_find(w, &client_table, "id", client->merged_into_id);
    return client;
}

static double likeness(const struct client *a, const struct client *b)
{
    if (!party_is_person(a) || !party_is_person(b))
        return a->name_norm && b->name_norm ? (strcmp(a->name_norm, b->name_norm) ? 0.5 : 1) : 0;
    auto_fio left, right;
    party_fio(a, &left);
    party_fio(b, &right);
    return similarity_fio(&left, &right);
}

static bool shares_contact(const struct party *a, const struct party *b)
{
    for (guint i = 0; i < a->contacts->len; i++)
        for (guint j = 0; j < b->contacts->len; j++) {
            const struct contact *left = a->contacts->pdata[i], *right = b->contacts->pdata[j];
            if ((left->phone && left->phone == right->phone) ||
                (left->email_hash && left->email_hash == right->email_hash))
                return true;
        }
    return false;
}

/* Whether the client holds this account, or another one at the same address. */
static void compare_accounts(struct work *w, const struct account *account, const char *client_id, struct meeting *out)
{
    g_autoptr(GPtrArray) ids = g_ptr_array_new();
    for (void **row = work_list(w, &account_party_table, "client_id", client_id); *row; row++)
        g_ptr_array_add(ids, ((struct account_party *)*row)->account_id);
    for (guint i = 0; account && i < ids->len; i++) {
        const struct account *held = work_find(w, &account_table, "id", ids->pdata[i]);
        out->same_account |= held == account;
        out->same_address |= held && held->address_norm && !g_strcmp0(held->address_norm, account->address_norm);
    }
}

static struct client *met(struct work *w, const struct draft *draft, const struct account *account,
                          const struct double_hit *hit)
{
    struct client *known = surviving(w, work_find(w, &client_table, "id", hit->client_id));
    auto_party party = {0};
    if (!known || card_load(w, known->id, &party) != ST_OK)
        return NULL;
    struct meeting meeting = {.rule = hit->rule,
                              .likeness = likeness(&draft->client, known),
                              .same_contact = shares_contact(&draft->party, &party)};
    compare_accounts(w, account, known->id, &meeting);
    return meeting_is_same(&meeting) ? known : NULL;
}

/* Whom the account belongs to, if the names allow it: a sold flat keeps its number and changes its owner. */
static struct client *by_account(struct work *w, const struct draft *draft, const struct account *account)
{
    g_autoptr(GPtrArray) ids = g_ptr_array_new();
    if (!account)
        return NULL;
    for (void **row = work_list(w, &account_party_table, "account_id", account->id); *row; row++)
        if (card_party_is_current(*row))
            g_ptr_array_add(ids, ((struct account_party *)*row)->client_id);
    for (guint i = 0; i < ids->len; i++) {
        struct client *found = met(w, draft, account, &(struct double_hit){"B7", ids->pdata[i]});
        if (found)
            return found;
    }
    return NULL;
}

static struct client *by_rules(struct work *w, const struct draft *draft, const struct account *account)
{
    g_autoptr(GArray) hits = duplicates_find(w, &draft->party, NULL);
    for (guint i = 0; i < hits->len; i++) {
        struct client *found = met(w, draft, account, &g_array_index(hits, struct double_hit, i));
        if (found)
            return found;
    }
    return NULL;
}

static struct client *find(struct work *w, const struct billing_person *person)
{
    struct draft draft;
    struct client *found = person->known_id ? surviving(w, work_find(w, &client_table, "id", person->known_id)) : NULL;
    if (found)
        return found;
    draft_init(&draft, person->said);
    found = by_account(w, &draft, person->account);
    if (!found)
        found = by_rules(w, &draft, person->account);
    draft_release(&draft);
    return found;
}

/* Billing says neither status nor branch of a card we have; what it calls a name is one text or three. */
static void complete(const struct client *known, json_t *said)
{
    const char *kind = json_string_value(json_object_get(said, "kind"));
    static const char *const kinds[] = {"FL", "IP", "UL", "GOV", "UKO", NULL};
    if (!kind || !g_strv_contains(kinds, kind))
        json_object_set_new(said, "kind", json_string(known ? known->kind : "FL"));
    if (json_object_get(said, "last") || json_object_get(said, "full_name"))
        json_object_del(said, "name");
    change_split_name(said);
    json_object_del(said, "status");
    json_object_del(said, "branch");
}

static void add_keys(const struct party *party, GPtrArray *out)
{
    g_autoptr(GArray) keys = keys_of(party);
    for (guint i = 0; i < keys->len; i++)
        g_ptr_array_add(out, g_strdup(g_array_index(keys, struct key, i).id));
}

void billing_client_keys(struct work *w, const char *known_id, json_t *said, GPtrArray *out)
{
    struct client *known = known_id ? work_find(w, &client_table, "id", known_id) : NULL;
    auto_party party = {0};
    struct draft draft;
    complete(known, said);
    draft_init(&draft, said);
    add_keys(&draft.party, out);
    draft_release(&draft);
    if (known && card_load(w, known_id, &party) == ST_OK)
        add_keys(&party, out);
}

/* Keys that are another client's stay there; the pair is left to the data steward. */
static void settle_doubles(struct work *w, struct party *party, const GArray *before)
{
    g_autoptr(GArray) after = keys_of(party);
    g_autoptr(GArray) hits = duplicates_find(w, party, NULL);
    duplicates_claim(w, party->client->id, before, after);
    for (guint i = 0; i < hits->len; i++) {
        const struct double_hit *hit = &g_array_index(hits, struct double_hit, i);
        const struct client *other = work_find(w, &client_table, "id", hit->client_id);
        double score = other ? likeness(party->client, other) : 0;
        duplicates_note(w, party->client->id, hit->client_id, hit->rule, (int64_t)(score * 100));
    }
    if (hits->len && party->client->row.state == ROW_NEW)
        text_set(&party->client->check_state, "legacy_unchecked");
}

static bool apply(struct work *w, struct party *party, const struct billing_person *person)
{
    bool changed = change_apply(party->client, person->said);
    changed |= card_set_contacts(w, party, json_object_get(person->said, "contacts"), person->source);
    if (!strcmp(party->client->origin, "manual")) {
        text_set(&party->client->origin, "billing");
        changed = true;
    }
    return changed;
}

bool billing_client(struct work *w, const struct billing_person *person, struct party *out)
{
    complete(person->known_id ? work_find(w, &client_table, "id", person->known_id) : NULL, person->said);
    struct client *known = find(w, person);
    bool is_new = !known || card_load(w, known->id, out) != ST_OK;
    if (is_new)
        card_new(w, person->node->branch, "billing", NULL, out);
    g_autoptr(GArray) before = is_new ? NULL : keys_of(out);
    bool changed = apply(w, out, person);
    if (!changed && !is_new)
        return false;
    if (!is_new)
        card_touch(w, out->client);
    settle_doubles(w, out, before);
    return true;
}
