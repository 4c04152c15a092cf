#include "card.h"

#include "norm/identity.h"

#include <string.h>

static void gather(GPtrArray *into, void **rows)
{
    for (; *rows; rows++)
        g_ptr_array_add(into, *rows);
}

enum status card_load(struct work *w, const char *client_id, struct party *out)
{
    struct client *client = work_find(w, &client_table, "id", client_id);
    if (!client)
        return ST_NOT_FOUND;
    party_init(out, client);
    gather(out->contacts, work_list(w, &contact_table, "client_id", client_id));
    gather(out->documents, work_list(w, &id_document_table, "client_id", client_id));
    return ST_OK;
}

void card_new(struct work *w, const char *branch, const char *origin, const char *person_id, struct party *out)
{
    struct client *client = work_new(w, &client_table);
    client->version = 1;
    text_set(&client->status, "active");
    text_set(&client->origin, origin);
    text_set(&client->branch, branch);
    text_set(&client->language, "ru");
    text_set(&client->check_state, "passed");
    client->created_at = client->updated_at = work_now(w);
    text_set(&client->created_by, person_id);
    party_init(out, client);
}

void card_touch(struct work *w, struct client *client)
{
    client->version++;
    client->updated_at = work_now(w);
    work_save(w, client);
}

static const char *text_in(const json_t *object, const char *name, const char *fallback)
{
    const char *text = json_string_value(json_object_get(object, name));
    return text && *text ? text : fallback;
}

/* A calendar date as it was said, or NULL: a wrong one must not stop the rest. */
static const char *date_in(const json_t *object, const char *name)
{
    return identity_date(text_in(object, name, NULL));
}

/* Two contacts are one when their comparable forms are; else when they were written the same. */
static bool same_contact(const struct contact *a, const struct contact *b)
{
    if (strcmp(a->kind, b->kind) != 0)
        return false;
    if (a->phone || b->phone)
        return a->phone == b->phone;
    return !g_strcmp0(a->value_norm ? a->value_norm : a->value_raw, b->value_norm ? b->value_norm : b->value_raw);
}

static struct contact *contact_like(const struct party *party, const struct contact *wanted)
{
    for (guint i = 0; i < party->contacts->len; i++)
        if (same_contact(party->contacts->pdata[i], wanted))
            return party->contacts->pdata[i];
    return NULL;
}

/* A person's word on a contact, or billing's: who says it vouches for it. */
static bool vouch(struct work *w, struct contact *contact, const json_t *said, const char *source)
{
    bool billing = strcmp(source, "manual") != 0;
    bool shared = json_is_true(json_object_get(said, "shared"));
    bool changed = !billing && contact->shared != shared;
    if (!billing)
        contact->shared = shared;
    if ((billing || json_is_true(json_object_get(said, "verified"))) && !contact->verified_at) {
        contact->verified_at = work_now(w);
        text_set(&contact->verified_by, billing ? "billing" : "operator");
        changed = true;
    }
    return changed;
}

static struct contact *add_contact(struct work *w, struct party *party, const struct contact *wanted)
{
    struct contact *contact = work_new(w, &contact_table);
    char *id = g_steal_pointer(&contact->id);
    record_copy(&contact_table.record, contact, wanted);
    contact->id = id;
    g_ptr_array_add(party->contacts, contact);
    return contact;
}

static void describe_contact(struct contact *contact, const struct party *party, const json_t *said, const char *source)
{
    text_set(&contact->client_id, party->client->id);
    text_set(&contact->kind, text_in(said, "kind", "phone"));
    text_set(&contact->value_raw, text_in(said, "value", ""));
    text_set(&contact->purpose, text_in(said, "purpose", "main"));
    text_set(&contact->source, source);
    if (!party_contact_derive(contact, NULL))
        text_set(&contact->value_norm, NULL);
}

/* The row that stands for what was said, found or made. */
static struct contact *settle_contact(struct work *w, struct party *party, const json_t *said, const char *source,
                                      bool *out_changed)
{
    struct contact wanted = {0};
    describe_contact(&wanted, party, said, source);
    struct contact *contact = contact_like(party, &wanted);
    if (!contact) {
        contact = add_contact(w, party, &wanted);
        *out_changed = true;
    } else if (strcmp(contact->purpose, wanted.purpose) != 0 && !strcmp(source, "manual")) {
        text_set(&contact->purpose, wanted.purpose);
        *out_changed = true;
    }
    *out_changed |= vouch(w, contact, said, source);
    if (contact->row.state != ROW_NEW)
        work_save(w, contact);
    record_release(&contact_table.record, &wanted);
    return contact;
}

bool card_set_contacts(struct work *w, struct party *party, const json_t *list, const char *source)
{
    g_autoptr(GPtrArray) kept = g_ptr_array_new();
    bool changed = false, manual = !strcmp(source, "manual");
    const json_t *said;
    size_t index;
    if (!json_is_array(list))
        return false;
    json_array_foreach(list, index, said) g_ptr_array_add(kept, settle_contact(w, party, said, source, &changed));
    for (guint i = party->contacts->len; i-- > 0;) {
        struct contact *contact = party->contacts->pdata[i];
        if (g_ptr_array_find(kept, contact, NULL) || !(manual || !strcmp(contact->source, source)))
            continue;
        work_delete(w, contact);
        g_ptr_array_remove_index(party->contacts, i);
        changed = true;
    }
    return changed;
}

static void describe_document(struct id_document *document, const struct party *party, const json_t *said)
{
    text_set(&document->client_id, party->client->id);
    text_set(&document->type, text_in(said, "type", "21"));
    text_set(&document->series, text_in(said, "series", NULL));
    text_set(&document->number, text_in(said, "number", ""));
    text_set(&document->issued_by, text_in(said, "issued_by", NULL));
    text_set(&document->issue_date, date_in(said, "issue_date"));
    text_set(&document->valid_to, date_in(said, "valid_to"));
    party_document_derive(document);
}

static struct id_document *document_like(const struct party *party, const struct id_document *wanted)
{
    for (guint i = 0; i < party->documents->len; i++) {
        struct id_document *document = party->documents->pdata[i];
        if (!strcmp(document->type, wanted->type) && !strcmp(document->number, wanted->number) &&
            !g_strcmp0(document->series, wanted->series))
            return document;
    }
    return NULL;
}

bool card_set_documents(struct work *w, struct party *party, const json_t *list)
{
    g_autoptr(GPtrArray) kept = g_ptr_array_new();
    bool changed = false;
    const json_t *said;
    size_t index;
    if (!json_is_array(list))
        return false;
    json_array_foreach(list, index, said)
    {
        struct id_document wanted = {0};
        describe_document(&wanted, party, said);
        struct id_document *document = document_like(party, &wanted);
        if (!document) {
            document = work_new(w, &id_document_table);
            describe_document(document, party, said);
            g_ptr_array_add(party->documents, document);
            changed = true;
        }
        g_ptr_array_add(kept, document);
        record_release(&id_document_table.record, &wanted);
    }
    for (guint i = party->documents->len; i-- > 0;) {
        if (g_ptr_array_find(kept, party->documents->pdata[i], NULL))
            continue;
        work_delete(w, party->documents->pdata[i]);
        g_ptr_array_remove_index(party->documents, i);
        changed = true;
    }
    return changed;
}
