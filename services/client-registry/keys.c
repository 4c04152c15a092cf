#include "keys.h"

#include "norm/email.h"
#include "norm/identity.h"
#include "norm/numbers.h"

#include <string.h>

void keys_make(const char *rule, const char *kind, const char *value, struct key *out)
{
    g_autofree char *named = g_strjoin(":", kind, value, NULL);
    g_autofree char *hex = g_compute_checksum_for_string(G_CHECKSUM_SHA256, named, -1);
    out->rule = rule;
    g_snprintf(out->id, sizeof out->id, "%.8s-%.4s-%.4s-%.4s-%.12s", hex, hex + 8, hex + 12, hex + 16, hex + 20);
}

int64_t keys_lock_number(const struct key *key)
{
    char head[17] = "";
    memcpy(head, key->id, 8);
    memcpy(head + 8, key->id + 9, 4);
    memcpy(head + 12, key->id + 14, 4);
    return (int64_t)g_ascii_strtoull(head, NULL, 16);
}

/* Adds a key unless a part is missing (NULL). */
static void add(GArray *keys, const char *rule, const char *kind, const char *value, const char *more)
{
    struct key key;
    if (!value || !more)
        return;
    g_autofree char *joined = *more ? g_strjoin("|", value, more, NULL) : g_strdup(value);
    keys_make(rule, kind, joined, &key);
    g_array_append_val(keys, key);
}

static void add_person(GArray *keys, const struct party *party, const char *full, const char *birth)
{
    const struct client *client = party->client;
    g_autofree char *snils = identity_normal("snils", client->snils);
    g_autofree char *inn = identity_normal("inn12", client->inn);
    add(keys, "B1", "snils", strcmp(client->kind, "FL") ? NULL : snils, "");
    for (guint i = 0; i < party->documents->len; i++) {
        const struct id_document *document = party->documents->pdata[i];
        add(keys, "B2", "document", strcmp(client->kind, "FL") ? NULL : document->number_norm, "");
    }
    g_autofree char *ogrnip = identity_normal("ogrnip", client->ogrn);
    add(keys, "B6", "ogrnip", strcmp(client->kind, "IP") ? NULL : ogrnip, "");
    /* A person and the same person as a sole trader are two clients that are linked. */
    add(keys, "B3", client->kind, inn, "");
    add(keys, "B4", client->kind, full, birth);
}

static void add_company(GArray *keys, const struct client *client)
{
    g_autofree char *inn = identity_normal("inn10", client->inn);
    g_autofree char *kpp = identity_normal("kpp", client->kpp);
    g_autofree char *ogrn = identity_normal("ogrn", client->ogrn);
    add(keys, "B6", "inn", inn, kpp);
    add(keys, "B6", "ogrn", client->parent_client_id ? NULL : ogrn, "");
}

static void add_contacts(GArray *keys, const struct party *party, const char *full, const char *birth)
{
    for (guint i = 0; i < party->contacts->len; i++) {
        const struct contact *contact = party->contacts->pdata[i];
        g_autofree char *phone = contact->phone ? g_strdup_printf("%" G_GINT64_FORMAT, contact->phone) : NULL;
        g_autofree char *mailbox = contact->email_hash && !contact->shared ? email_key(contact->value_raw) : NULL;
        add(keys, "B5", "email", mailbox, "");
        g_autofree char *of_kind = phone ? g_strjoin("|", party->client->kind, phone, NULL) : NULL;
        add(keys, "B8", "phone birth", of_kind, birth);
        add(keys, "B8", "phone name", of_kind, full);
    }
}

static int by_rule(const void *a, const void *b)
{
    const struct key *left = a, *right = b;
    int order = strcmp(left->rule, right->rule);
    return order ? order : strcmp(left->id, right->id);
}

static void drop_repeats(GArray *keys)
{
    for (guint i = keys->len; i-- > 1;)
        if (!strcmp(g_array_index(keys, struct key, i).id, g_array_index(keys, struct key, i - 1).id))
            g_array_remove_index(keys, i);
}

GArray *keys_of(const struct party *party)
{
    GArray *keys = g_array_new(FALSE, TRUE, sizeof(struct key));
    auto_fio fio;
    party_fio(party->client, &fio);
    g_autofree char *full = fio_full_key(&fio);
    const char *birth = party_is_person(party->client) ? identity_birth_date(party->client->birth_date) : NULL;
    if (party_is_person(party->client))
        add_person(keys, party, full, birth);
    else
        add_company(keys, party->client);
    add_contacts(keys, party, full, birth);
    g_array_sort(keys, by_rule);
    drop_repeats(keys);
    return keys;
}

char *keys_account(const char *billing_system, const char *number)
{
    g_autofree char *normal = numbers_account(number);
    return normal && billing_system ? g_strjoin("/", billing_system, normal, NULL) : NULL;
}

char *keys_contract(const char *branch, const char *number)
{
    g_autofree char *normal = numbers_contract(number);
    return normal && branch ? g_strjoin("/", branch, normal, NULL) : NULL;
}
