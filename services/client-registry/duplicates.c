#include "duplicates.h"

#include "card.h"
#include "store/stores.h"

#include <string.h>

static void hit_clear(void *arg)
{
    g_free(((struct double_hit *)arg)->client_id);
}

static void add_hit(GArray *hits, const char *rule, const char *client_id, const char *own_id)
{
    if (!g_strcmp0(client_id, own_id))
        return;
    for (guint i = 0; i < hits->len; i++)
        if (!strcmp(g_array_index(hits, struct double_hit, i).client_id, client_id))
            return;
    struct double_hit hit = {rule, g_strdup(client_id)};
    g_array_append_val(hits, hit);
}

static const char *text_in(const json_t *object, const char *name)
{
    return json_string_value(json_object_get(object, name));
}

/* Another role on a known account (a payer, a tenant) is no double; a second owner is. */
static void find_account(struct work *w, const struct party *party, const json_t *said, GArray *hits)
{
    const char *role = text_in(said, "role");
    g_autofree char *key = keys_account(text_in(said, "billing_system"), text_in(said, "number"));
    const struct account *account = work_find(w, &account_table, "account_key", key);
    if (!account || (role && strcmp(role, "owner") != 0))
        return;
    for (void **row = work_list(w, &account_party_table, "account_id", account->id); *row; row++)
        if (card_party_is_current(*row))
            add_hit(hits, "B7", ((struct account_party *)*row)->client_id, party->client->id);
}

static void find_contract(struct work *w, const struct party *party, const json_t *said, GArray *hits)
{
    const char *branch = text_in(said, "branch");
    g_autofree char *key = keys_contract(branch ? branch : party->client->branch, text_in(said, "number"));
    const struct contract *contract = work_find(w, &contract_table, "contract_key", key);
    if (contract)
        add_hit(hits, "B7", contract->client_id, party->client->id);
}

GArray *duplicates_find(struct work *w, const struct party *party, const json_t *change)
{
    GArray *hits = g_array_new(FALSE, TRUE, sizeof(struct double_hit));
    g_array_set_clear_func(hits, hit_clear);
    g_autoptr(GArray) keys = keys_of(party);
    const json_t *said;
    size_t index;
    for (guint i = 0; i < keys->len; i++) {
        const struct key *key = &g_array_index(keys, struct key, i);
        const struct strong_key *owner = work_find(w, &strong_key_table, "key", key->id);
        if (owner)
            add_hit(hits, key->rule, owner->client_id, party->client->id);
    }
    json_array_foreach(json_object_get(change, "accounts"), index, said) find_account(w, party, said, hits);
    json_array_foreach(json_object_get(change, "contracts"), index, said) find_contract(w, party, said, hits);
    return hits;
}

static bool has_key(const GArray *keys, const char *id)
{
    for (guint i = 0; i < keys->len; i++)
        if (!strcmp(g_array_index(keys, struct key, i).id, id))
            return true;
    return false;
}

void duplicates_claim(struct work *w, const char *client_id, const GArray *before, const GArray *after)
{
    for (guint i = 0; before && i < before->len; i++) {
        const char *id = g_array_index(before, struct key, i).id;
        struct strong_key *row = has_key(after, id) ? NULL : work_find(w, &strong_key_table, "key", id);
        if (row && !strcmp(row->client_id, client_id))
            work_delete(w, row);
    }
    for (guint i = 0; i < after->len; i++) {
        const struct key *key = &g_array_index(after, struct key, i);
        if (work_find(w, &strong_key_table, "key", key->id))
            continue;
        struct strong_key *row = work_new(w, &strong_key_table);
        text_set(&row->key, key->id);
        text_set(&row->client_id, client_id);
        text_set(&row->rule, key->rule);
    }
}

enum status duplicates_lock(struct db *db, const GArray *keys)
{
    auto_array numbers = db_array_new();
    for (guint i = 0; i < keys->len; i++) {
        g_autofree char *number =
            g_strdup_printf("%" G_GINT64_FORMAT, keys_lock_number(&g_array_index(keys, struct key, i)));
        db_array_add(numbers, number);
    }
    return db_run(db, &strong_key_lock, DB_PARAMS(db_array_text(numbers)), NULL);
}

void duplicates_note(struct work *w, const char *a_id, const char *b_id, const char *rule, int64_t score)
{
    bool ordered = strcmp(a_id, b_id) < 0;
    g_autofree char *pair = g_strjoin("/", ordered ? a_id : b_id, ordered ? b_id : a_id, NULL);
    if (work_find(w, &candidate_table, "pair", pair))
        return;
    struct candidate *candidate = work_new(w, &candidate_table);
    text_set(&candidate->pair, pair);
    text_set(&candidate->a_id, ordered ? a_id : b_id);
    text_set(&candidate->b_id, ordered ? b_id : a_id);
    text_set(&candidate->rule, rule);
    text_set(&candidate->state, "new");
    candidate->score = score;
    candidate->created_at = work_now(w);
}
