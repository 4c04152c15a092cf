#include "billing.h"

#include "billing_client.h"
#include "change.h"
#include "duplicates.h"
#include "norm/identity.h"
#include "norm/normalise.h"
#include "norm/numbers.h"

#include <string.h>

char *billing_ref_key(const char *system, const char *object_kind, const char *external_id)
{
    return g_strjoin("|", system, object_kind, external_id, NULL);
}

/* The reference, made if there is none. */
static struct external_ref *settle_ref(struct work *w, const struct billing_change *change, const char *kind,
                                       const char *id)
{
    g_autofree char *key = billing_ref_key(change->node.system, kind, id);
    struct external_ref *ref = work_find(w, &external_ref_table, "ref_key", key);
    if (ref)
        return ref;
    ref = work_new(w, &external_ref_table);
    text_set(&ref->ref_key, key);
    text_set(&ref->system, change->node.system);
    text_set(&ref->object_kind, kind);
    text_set(&ref->external_id, id);
    return ref;
}

/* False when we have newer news. The same news again are taken: they change nothing, and one package may speak of a
 * person twice. */
static bool advance(struct work *w, struct external_ref *ref, const struct billing_change *change, bool deleted)
{
    int order = ref->source_order ? strcmp(change->order, ref->source_order) : 1;
    if (order > 0 || (order == 0 && ref->deleted_in_source != deleted)) {
        text_set(&ref->source_order, change->order);
        ref->deleted_in_source = deleted;
        work_save(w, ref);
    }
    return order >= 0;
}

static bool is_deleted(const struct billing_change *change)
{
    return json_is_true(json_object_get(change->content, "deleted"));
}

static void point_ref(struct external_ref *ref, const char *entity, const char *id)
{
    text_set(&ref->entity, entity);
    text_set(&ref->entity_id, id);
}

static const char *text_in(const json_t *object, const char *name)
{
    return json_string_value(json_object_get(object, name));
}

/* An account that its source has given another number keeps its id, unless the number is another account's by now. */
static void renumber(struct work *w, struct account *account, const char *key, const char *number)
{
    if (!key || !strcmp(account->account_key, key) || work_find(w, &account_table, "account_key", key))
        return;
    text_set(&account->account_key, key);
    text_set(&account->number, number);
    g_autofree char *normal = numbers_account(number);
    text_set(&account->number_norm, normal);
}

static void describe_account(struct account *account, const json_t *said)
{
    static const char *const texts[] = {"status", "address", NULL};
    static const char *const dates[] = {"opened", "closed", "balance_on", NULL};
    for (const char *const *name = texts; *name; name++)
        if (text_in(said, *name))
            text_set((char **)((char *)account + record_field(&account_table.record, *name)->offset),
                     text_in(said, *name));
    for (const char *const *name = dates; *name; name++)
        if (identity_date(text_in(said, *name)))
            text_set((char **)((char *)account + record_field(&account_table.record, *name)->offset),
                     text_in(said, *name));
    if (json_object_get(said, "services"))
        json_set_take(&account->services, json_deep_copy(json_object_get(said, "services")));
    if (json_object_get(said, "balance_kopecks"))
        account->balance_kopecks = json_integer_value(json_object_get(said, "balance_kopecks"));
    g_autofree char *address = normalise_name(account->address);
    text_set(&account->address_norm, *address ? address : NULL);
}

static bool differs(const struct record_type *type, const json_t *before, const void *record)
{
    json_t *after = record_to_json(type, record);
    bool different = !json_equal(before, after);
    json_decref(after);
    return different;
}

static struct account *known_account(struct work *w, const struct external_ref *ref)
{
    return ref->entity_id ? work_find(w, &account_table, "id", ref->entity_id) : NULL;
}

/* The account of the change with its new values; *out_changed says whether a value differs. */
static struct account *settle_account(struct work *w, const struct billing_change *change, struct external_ref *ref,
                                      bool *out_changed)
{
    const json_t *said = json_object_get(change->content, "account");
    const char *number = text_in(said, "number");
    bool is_new = false;
    struct account *account = known_account(w, ref);
    if (!account && number)
        account = card_account(w, change->node.system, number, change->node.branch, &is_new);
    if (!account)
        return NULL;
    json_t *before = record_to_json(&account_table.record, account);
    g_autofree char *key = keys_account(change->node.system, number);
    renumber(w, account, key, number);
    describe_account(account, said);
    *out_changed = is_new || differs(&account_table.record, before, account);
    json_decref(before);
    if (*out_changed && !is_new) {
        account->version++;
        work_save(w, account);
    }
    point_ref(ref, "account", account->id);
    return account;
}

const char *billing_client_external_id(const struct billing_change *change)
{
    const char *own = text_in(json_object_get(change->content, "client"), "external_id");
    return own ? own : text_in(change->content, "id");
}

/* An account that names a new owner leaves the old one behind. */
static bool hand_over(struct work *w, const struct account *account, const char *client_id)
{
    bool changed = false;
    for (void **row = work_list(w, &account_party_table, "account_id", account->id); *row; row++) {
        struct account_party *party = *row;
        if (!card_party_is_current(party) || strcmp(party->role, "owner") != 0 || !strcmp(party->client_id, client_id))
            continue;
        text_set(&party->role, "ex_owner");
        work_save(w, party);
        changed = true;
    }
    return card_link(w, account, client_id, "owner") || changed;
}

/* Brings the person of the change to the register, links the account, tells of both. NULL when none is named. */
static const struct client *settle_client(struct work *w, const struct billing_change *change,
                                          const struct account *account, bool *out_linked)
{
    json_t *said = json_object_get(change->content, "client");
    if (!said)
        return NULL;
    struct external_ref *ref = settle_ref(w, change, "client", billing_client_external_id(change));
    g_autofree char *source = g_strjoin("/", change->node.system, text_in(change->content, "id"), NULL);
    struct billing_person person = {&change->node, said, account, ref->entity_id, source};
    auto_party party = {0};
    bool is_news = advance(w, ref, change, false), changed = false;
    if (is_news)
        changed = billing_client(w, &person, &party);
    else if (card_load(w, ref->entity_id, &party) != ST_OK)
        return NULL;
    point_ref(ref, "client", party.client->id);
    *out_linked = account && hand_over(w, account, party.client->id);
    if (*out_linked && !changed)
        card_touch(w, party.client);
    if (changed || *out_linked)
        card_emit(w, &party);
    return party.client;
}

static const struct client *owner_of(struct work *w, const struct account *account)
{
    for (void **row = work_list(w, &account_party_table, "account_id", account->id); *row; row++)
        if (card_party_is_current(*row))
            return work_find(w, &client_table, "id", ((struct account_party *)*row)->client_id);
    return NULL;
}

static void apply_account(struct work *w, const struct billing_change *change)
{
    bool changed = false, linked = false;
    struct external_ref *ref = settle_ref(w, change, change->object_kind, text_in(change->content, "id"));
    if (!advance(w, ref, change, is_deleted(change)))
        return;
    struct account *account = settle_account(w, change, ref, &changed);
    if (!account) {
        work_delete(w, ref);
        return;
    }
    const struct client *client = settle_client(w, change, account, &linked);
    if (client && g_strcmp0(account->client_kind, client->kind) != 0) {
        text_set(&account->client_kind, client->kind);
        work_save(w, account);
    }
    if (changed || linked)
        card_emit_account(w, account, client ? client : owner_of(w, account));
}

static void forget(struct work *w, const struct billing_change *change)
{
    const char *kinds[] = {change->object_kind, "client"};
    for (size_t i = 0; i < G_N_ELEMENTS(kinds); i++) {
        g_autofree char *key = billing_ref_key(change->node.system, kinds[i], text_in(change->content, "id"));
        struct external_ref *ref = work_find(w, &external_ref_table, "ref_key", key);
        if (ref)
            advance(w, ref, change, true);
    }
}

void billing_apply(struct work *w, const struct billing_change *change, void *arg)
{
    (void)arg;
    if (change->gone)
        forget(w, change);
    else if (json_object_get(change->content, "account"))
        apply_account(w, change);
    else
        settle_client(w, change, NULL, &(bool){false});
}
