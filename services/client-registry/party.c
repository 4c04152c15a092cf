#include "party.h"

#include "norm/company.h"
#include "norm/email.h"
#include "norm/identity.h"
#include "norm/normalise.h"
#include "norm/phone.h"

#include <string.h>

void party_init(struct party *party, struct client *client)
{
    party->client = client;
    party->contacts = g_ptr_array_new();
    party->documents = g_ptr_array_new();
}

void party_release(struct party *party)
{
    g_clear_pointer(&party->contacts, g_ptr_array_unref);
    g_clear_pointer(&party->documents, g_ptr_array_unref);
}

bool party_is_person(const struct client *client)
{
    return !g_strcmp0(client->kind, "FL") || !g_strcmp0(client->kind, "IP");
}

void party_fio(const struct client *client, struct fio *out)
{
    if (party_is_person(client))
        fio_set(client->last, client->first, client->middle, out);
    else
        fio_parse(NULL, out);
}

static const char *said(const char *text)
{
    return text ? text : "";
}

static void derive_person(struct client *client)
{
    auto_fio fio;
    party_fio(client, &fio);
    g_autofree char *name = g_strjoin(" ", said(client->last), said(client->first), said(client->middle), NULL);
    g_autofree char *shown = normalise_text(name);
    g_autofree char *titled = g_strconcat(strcmp(client->kind, "IP") ? "" : "ИП ", shown, NULL);
    g_autofree char *given = g_strjoin(" ", fio.first, fio.middle, NULL);
    text_set(&client->display_name, titled);
    text_set(&client->last_norm, *fio.last ? fio.last : NULL);
    text_set(&client->given_norm, g_strstrip(given));
    text_set(&client->name_norm, NULL);
}

static void derive_company(struct client *client)
{
    auto_company name;
    company_parse(client->full_name ? client->full_name : client->short_name, &name);
    text_set(&client->display_name, client->short_name ? client->short_name : said(client->full_name));
    text_set(&client->name_norm, name.name);
    text_set(&client->last_norm, NULL);
    text_set(&client->given_norm, NULL);
}

void party_derive(struct client *client)
{
    if (party_is_person(client))
        derive_person(client);
    else
        derive_company(client);
}

int64_t party_email_hash(const char *email_key)
{
    g_autoptr(GChecksum) sum = g_checksum_new(G_CHECKSUM_SHA256);
    g_checksum_update(sum, (const guchar *)email_key, -1);
    guint8 digest[32];
    gsize size = sizeof digest;
    g_checksum_get_digest(sum, digest, &size);
    int64_t hash;
    memcpy(&hash, digest, sizeof hash);
    return hash ? hash : 1;
}

static bool derive_phone(struct contact *contact, const char *area)
{
    struct phone phone;
    if (!phone_parse(contact->value_raw, area, &phone))
        return false;
    contact->phone = phone.number;
    g_autofree char *e164 = g_strdup_printf("+%" G_GINT64_FORMAT, phone.number);
    text_set(&contact->value_norm, e164);
    return true;
}

static bool derive_email(struct contact *contact)
{
    g_autofree char *address = email_normal(contact->value_raw);
    g_autofree char *key = email_key(contact->value_raw);
    text_set(&contact->value_norm, address);
    contact->email_hash = key ? party_email_hash(key) : 0;
    return address != NULL;
}

bool party_contact_derive(struct contact *contact, const char *area)
{
    contact->phone = contact->email_hash = 0;
    text_set(&contact->value_norm, NULL);
    if (!strcmp(contact->kind, "phone"))
        return derive_phone(contact, area);
    if (!strcmp(contact->kind, "email"))
        return derive_email(contact);
    g_autofree char *text = normalise_text(contact->value_raw);
    text_set(&contact->value_norm, text);
    return true;
}

void party_document_derive(struct id_document *document)
{
    g_autofree char *number = identity_document_normal(document->type, document->series, document->number);
    g_autofree char *typed = number ? g_strconcat(document->type, ":", number, NULL) : NULL;
    text_set(&document->number_norm, typed);
}
