#include "account_changed.h"
#include "card.h"
#include "client_changed.h"
#include "client_created.h"

#include <string.h>

#define ACCOUNTS_SHOWN 100

/* What identifies a person is shown only to those who need it: the last digits let two people on the phone agree. */
static json_t *masked(const char *text)
{
    glong length = g_utf8_strlen(text, -1);
    GString *out = g_string_new(NULL);
    for (const char *p = text; *p; p = g_utf8_next_char(p), length--)
        g_string_append_unichar(out, length > 4 ? 0x2022 : g_utf8_get_char(p));
    json_t *json = json_string(out->str);
    g_string_free(out, TRUE);
    return json;
}

static void mask_members(json_t *object, const char *const *names)
{
    for (; *names; names++) {
        const char *text = json_string_value(json_object_get(object, *names));
        if (text)
            json_object_set_new(object, *names, masked(text));
    }
}

static json_t *contact_json(const struct contact *contact)
{
    json_t *out = record_to_json(&contact_table.record, contact);
    static const char *const inner[] = {"client_id", "value_norm", "phone", "email_hash", NULL};
    for (const char *const *name = inner; *name; name++)
        json_object_del(out, *name);
    json_object_set_new(out, "value", json_string(contact->value_norm ? contact->value_norm : contact->value_raw));
    json_object_set_new(out, "verified", json_boolean(contact->verified_at != 0));
    return out;
}

static json_t *document_json(const struct id_document *document, bool mask)
{
    static const char *const secret[] = {"series", "number", "issued_by", NULL};
    json_t *out = record_to_json(&id_document_table.record, document);
    json_object_del(out, "client_id");
    json_object_del(out, "number_norm");
    if (mask)
        mask_members(out, secret);
    return out;
}

json_t *card_to_json(const struct party *party, bool mask)
{
    static const char *const secret[] = {"snils", "inn", "birth_date", NULL};
    static const char *const inner[] = {"last_norm", "given_norm", "name_norm", NULL};
    json_t *out = record_to_json(&client_table.record, party->client);
    for (const char *const *name = inner; *name; name++)
        json_object_del(out, *name);
    if (mask && party_is_person(party->client))
        mask_members(out, secret);
    json_t *contacts = json_array(), *documents = json_array();
    for (guint i = 0; i < party->contacts->len; i++)
        json_array_append_new(contacts, contact_json(party->contacts->pdata[i]));
    for (guint i = 0; i < party->documents->len; i++)
        json_array_append_new(documents, document_json(party->documents->pdata[i], mask));
    json_object_set_new(out, "contacts", contacts);
    json_object_set_new(out, "documents", documents);
    json_object_set_new(out, "masked", json_boolean(mask));
    return out;
}

json_t *card_contacts_json(const struct party *party)
{
    json_t *list = json_array();
    for (guint i = 0; i < party->contacts->len; i++) {
        const struct contact *contact = party->contacts->pdata[i];
        const char *value = contact->value_norm ? contact->value_norm : contact->value_raw;
        json_array_append_new(list, json_pack("{s:s, s:s, s:b}", "kind", contact->kind, "value", value, "verified",
                                              contact->verified_at != 0));
    }
    return list;
}

json_t *card_accounts_json(struct work *w, const char *client_id)
{
    g_autoptr(GPtrArray) parties = g_ptr_array_new();
    json_t *list = json_array();
    for (void **row = work_list(w, &account_party_table, "client_id", client_id); *row; row++)
        if (card_party_is_current(*row))
            g_ptr_array_add(parties, *row);
    for (guint i = 0; i < parties->len && i < ACCOUNTS_SHOWN; i++) {
        const struct account_party *party = parties->pdata[i];
        const struct account *account = work_find(w, &account_table, "id", party->account_id);
        if (account)
            json_array_append_new(list,
                                  json_pack("{s:s, s:s, s:s, s:s}", "account", account->number, "billing_system",
                                            account->billing_system, "branch", account->branch, "role", party->role));
    }
    return list;
}

static void emit_created(struct work *w, const struct party *party, json_t *contacts, json_t *accounts)
{
    const struct client *client = party->client;
    struct client_created created = {.version = client->version,
                                     .client_id = client->id,
                                     .kind = client->kind,
                                     .display_name = client->display_name,
                                     .branch = client->branch,
                                     .origin = client->origin,
                                     .status = client->status,
                                     .contacts = contacts,
                                     .accounts = accounts};
    emit(w, &client_created_event, client->id, &created);
}

static void emit_changed(struct work *w, const struct party *party, json_t *contacts, json_t *accounts)
{
    const struct client *client = party->client;
    struct client_changed changed = {.version = client->version,
                                     .client_id = client->id,
                                     .kind = client->kind,
                                     .display_name = client->display_name,
                                     .branch = client->branch,
                                     .origin = client->origin,
                                     .status = client->status,
                                     .contacts = contacts,
                                     .accounts = accounts,
                                     .merged_into_id = client->merged_into_id};
    emit(w, &client_changed_event, client->id, &changed);
}

void card_emit(struct work *w, const struct party *party)
{
    json_t *contacts = card_contacts_json(party);
    json_t *accounts = card_accounts_json(w, party->client->id);
    if (party->client->version == 1)
        emit_created(w, party, contacts, accounts);
    else
        emit_changed(w, party, contacts, accounts);
    json_decref(contacts);
    json_decref(accounts);
}

void card_emit_account(struct work *w, const struct account *account, const struct client *client)
{
    g_autofree char *key = g_strjoin("/", account->billing_system, account->number, NULL);
    struct account_changed changed = {.account = account->number,
                                      .billing_system = account->billing_system,
                                      .version = account->version,
                                      .branch = account->branch,
                                      .client_id = client ? client->id : NULL,
                                      .client_kind = client ? client->kind : account->client_kind,
                                      .client_name = client ? client->display_name : NULL,
                                      .services = account->services,
                                      .status = account->status};
    emit(w, &account_changed_event, key, &changed);
}
