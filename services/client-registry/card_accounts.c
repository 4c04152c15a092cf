#include "card.h"
#include "keys.h"
#include "norm/identity.h"
#include "norm/numbers.h"

#include <string.h>

static const char *text_in(const json_t *object, const char *name, const char *fallback)
{
    const char *text = json_string_value(json_object_get(object, name));
    return text && *text ? text : fallback;
}

static const char *date_in(const json_t *object, const char *name)
{
    return identity_date(text_in(object, name, NULL));
}

struct account *card_account(struct work *w, const char *billing_system, const char *number, const char *branch,
                             bool *out_new)
{
    g_autofree char *key = keys_account(billing_system, number);
    struct account *account = work_find(w, &account_table, "account_key", key);
    *out_new = key && !account;
    if (!*out_new)
        return account;
    g_autofree char *normal = numbers_account(number);
    account = work_new(w, &account_table);
    account->version = 1;
    text_set(&account->account_key, key);
    text_set(&account->billing_system, billing_system);
    text_set(&account->number, number);
    text_set(&account->number_norm, normal);
    text_set(&account->branch, branch);
    text_set(&account->status, "open");
    return account;
}

bool card_party_is_current(const struct account_party *party)
{
    return !party->valid_to && g_strcmp0(party->role, "ex_owner") != 0;
}

bool card_link(struct work *w, const struct account *account, const char *client_id, const char *role)
{
    for (void **row = work_list(w, &account_party_table, "account_id", account->id); *row; row++) {
        const struct account_party *party = *row;
        if (!strcmp(party->client_id, client_id) && card_party_is_current(party))
            return false;
    }
    struct account_party *party = work_new(w, &account_party_table);
    text_set(&party->account_id, account->id);
    text_set(&party->client_id, client_id);
    text_set(&party->role, role);
    return true;
}

bool card_set_accounts(struct work *w, const struct party *party, const json_t *list)
{
    bool changed = false, is_new;
    const json_t *said;
    size_t index;
    json_array_foreach(list, index, said)
    {
        struct account *account = card_account(w, text_in(said, "billing_system", NULL), text_in(said, "number", ""),
                                               party->client->branch, &is_new);
        if (!account || !card_link(w, account, party->client->id, text_in(said, "role", "owner")))
            continue;
        changed = true;
        if (!account->client_kind)
            text_set(&account->client_kind, party->client->kind);
        if (!is_new)
            account->version++, work_save(w, account);
        card_emit_account(w, account, party->client);
    }
    return changed;
}

static void describe_contract(struct contract *contract, const struct party *party, const json_t *said, const char *key)
{
    g_autofree char *normal = numbers_contract(text_in(said, "number", ""));
    text_set(&contract->contract_key, key);
    text_set(&contract->number, text_in(said, "number", ""));
    text_set(&contract->number_norm, normal);
    text_set(&contract->branch, text_in(said, "branch", party->client->branch));
    text_set(&contract->kind, text_in(said, "kind", NULL));
    text_set(&contract->state, text_in(said, "state", "active"));
    text_set(&contract->signed_on, date_in(said, "signed_on"));
    text_set(&contract->ends_on, date_in(said, "ends_on"));
    text_set(&contract->client_id, party->client->id);
}

bool card_set_contracts(struct work *w, const struct party *party, const json_t *list)
{
    bool changed = false;
    const json_t *said;
    size_t index;
    json_array_foreach(list, index, said)
    {
        g_autofree char *key =
            keys_contract(text_in(said, "branch", party->client->branch), text_in(said, "number", ""));
        if (!key || work_find(w, &contract_table, "contract_key", key))
            continue;
        describe_contract(work_new(w, &contract_table), party, said, key);
        changed = true;
    }
    return changed;
}
