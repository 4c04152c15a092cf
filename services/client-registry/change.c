#include "change.h"

#include "norm/email.h"
#include "norm/identity.h"
#include "norm/normalise.h"
#include "norm/phone.h"

#include <string.h>

enum kinds { OF_PERSON = 1, OF_COMPANY = 2, OF_ALL = 3 };

/* A member of the card that may be set, whose it is, and the identity.h kind its value must be of. */
static const struct member {
    const char *name;
    enum kinds kinds;
    const char *identity;
    size_t longest; /* characters */
} MEMBERS[] = {
    {"kind", OF_ALL, NULL, 3},
    {"branch", OF_ALL, NULL, 8},
    {"status", OF_ALL, NULL, 16},
    {"language", OF_ALL, NULL, 8},
    {"note", OF_ALL, NULL, 2000},
    {"last", OF_PERSON, NULL, 100},
    {"first", OF_PERSON, NULL, 100},
    {"middle", OF_PERSON, NULL, 100},
    {"birth_date", OF_PERSON, NULL, 10},
    {"sex", OF_PERSON, NULL, 1},
    {"snils", OF_PERSON, "snils", 20},
    {"inn", OF_ALL, NULL, 20},
    {"full_name", OF_COMPANY, NULL, 500},
    {"short_name", OF_COMPANY, NULL, 200},
    {"opf", OF_COMPANY, NULL, 16},
    {"kpp", OF_COMPANY, "kpp", 12},
    {"ogrn", OF_ALL, NULL, 20},
    {"head_name", OF_COMPANY, NULL, 200},
    {"parent_client_id", OF_COMPANY, NULL, 36},
};

static const char *const KINDS[] = {"FL", "IP", "UL", "GOV", "UKO", NULL};
static const char *const STATUSES[] = {"draft", "active", "closed", "deceased", "liquidated", NULL};
static const char *const CONTACT_KINDS[] = {"phone", "email", "post", "edo", "lk", "messenger", NULL};
#define LIST_LONGEST 50
#define VALUE_LONGEST 500

static const char *text_in(const json_t *object, const char *name)
{
    const char *text = json_string_value(json_object_get(object, name));
    return text ? text : "";
}

static bool is_person_kind(const char *kind)
{
    return !g_strcmp0(kind, "FL") || !g_strcmp0(kind, "IP");
}

static void fault_at(struct faults *faults, const char *list, size_t index, const char *name, const char *code)
{
    g_autofree char *pointer = g_strdup_printf("/%s/%zu/%s", list, index, name);
    faults_add(faults, pointer, code, NULL);
}

static void check_word(const json_t *object, const char *name, const char *const *words, struct faults *faults)
{
    const char *word = json_string_value(json_object_get(object, name));
    g_autofree char *pointer = g_strconcat("/", name, NULL);
    g_autofree char *all = g_strjoinv(", ", (char **)words);
    if (word && !g_strv_contains(words, word))
        faults_add(faults, pointer, "not_in_list", all);
}

/* The control digits that fit the client's kind: the same member holds INN of 10 or 12 digits, OGRN of 13 or 15. */
static const char *identity_of(const struct member *member, const char *kind)
{
    bool person = is_person_kind(kind);
    if (!strcmp(member->name, "inn"))
        return person ? "inn12" : "inn10";
    if (!strcmp(member->name, "ogrn"))
        return person ? "ogrnip" : "ogrn";
    return member->identity;
}

static void check_member(const struct member *member, const json_t *value, const char *kind, struct faults *faults)
{
    g_autofree char *pointer = g_strconcat("/", member->name, NULL);
    const char *text = json_string_value(value), *identity = identity_of(member, kind);
    g_autofree char *limit = g_strdup_printf("%zu", member->longest);
    g_autofree char *normal = text && identity ? identity_normal(identity, text) : NULL;
    if (!text)
        faults_add(faults, pointer, "wrong_type", "string");
    else if (!(member->kinds & (is_person_kind(kind) ? OF_PERSON : OF_COMPANY)))
        faults_add(faults, pointer, "unknown_member", NULL);
    else if ((size_t)g_utf8_strlen(text, -1) > member->longest)
        faults_add(faults, pointer, "too_long", limit);
    else if (!strcmp(member->name, "parent_client_id") && !uuid_valid(text))
        faults_add(faults, pointer, "bad_uuid", NULL);
    else if (identity && *text && !normal)
        faults_add(faults, pointer, "bad_control_digits", text);
}

static void check_members(const json_t *change, const char *kind, struct faults *faults)
{
    for (size_t i = 0; i < G_N_ELEMENTS(MEMBERS); i++) {
        const json_t *value = json_object_get(change, MEMBERS[i].name);
        if (value && !json_is_null(value))
            check_member(&MEMBERS[i], value, kind, faults);
    }
}

static void check_birth(const json_t *change, const char *today, struct faults *faults)
{
    const char *birth = text_in(change, "birth_date");
    if (*birth && !identity_birth_date(birth))
        faults_add(faults, "/birth_date", "bad_date", NULL);
    else if (strcmp(birth, today) > 0)
        faults_add(faults, "/birth_date", "date_in_future", NULL);
}

static void check_contact(const json_t *contact, size_t index, struct faults *faults)
{
    const char *kind = text_in(contact, "kind"), *value = text_in(contact, "value");
    g_autofree char *address = email_normal(value);
    struct phone phone;
    if (!g_strv_contains(CONTACT_KINDS, kind))
        fault_at(faults, "contacts", index, "kind", *kind ? "unknown_contact_kind" : "required");
    else if (!*value || g_utf8_strlen(value, -1) > VALUE_LONGEST)
        fault_at(faults, "contacts", index, "value", *value ? "too_long" : "required");
    else if (!strcmp(kind, "email") && !address)
        fault_at(faults, "contacts", index, "value", "bad_email");
    else if (!strcmp(kind, "phone") && !phone_parse(value, NULL, &phone))
        fault_at(faults, "contacts", index, "value", "bad_phone");
}

static void check_document(const json_t *document, size_t index, struct faults *faults)
{
    const char *type = text_in(document, "type"), *number = text_in(document, "number");
    g_autofree char *normal = identity_document_normal(type, text_in(document, "series"), number);
    if (!*type)
        fault_at(faults, "documents", index, "type", "required");
    else if (!normal)
        fault_at(faults, "documents", index, "number", *number ? "bad_document_number" : "required");
}

static void check_numbered(const char *list, const json_t *one, size_t index, struct faults *faults)
{
    if (!*text_in(one, "number"))
        fault_at(faults, list, index, "number", "required");
    if (!strcmp(list, "accounts") && !*text_in(one, "billing_system"))
        fault_at(faults, list, index, "billing_system", "required");
}

static void check_item(const char *list, const json_t *one, size_t index, struct faults *faults)
{
    if (!json_is_object(one))
        fault_at(faults, list, index, "", "wrong_type");
    else if (!strcmp(list, "contacts"))
        check_contact(one, index, faults);
    else if (!strcmp(list, "documents"))
        check_document(one, index, faults);
    else
        check_numbered(list, one, index, faults);
}

static void check_list(const json_t *change, const char *list, struct faults *faults)
{
    const json_t *items = json_object_get(change, list), *one;
    size_t index;
    g_autofree char *pointer = g_strconcat("/", list, NULL);
    if (items && !json_is_array(items))
        faults_add(faults, pointer, "wrong_type", "array");
    if (json_array_size(items) > LIST_LONGEST)
        faults_add(faults, pointer, "too_many", "50");
    json_array_foreach(items, index, one) check_item(list, one, index, faults);
}

static void check_required(const json_t *change, const char *kind, bool is_new, struct faults *faults)
{
    static const char *const person[] = {"last", "first", NULL}, *const company[] = {"full_name", NULL};
    for (const char *const *name = is_person_kind(kind) ? person : company; *name; name++) {
        g_autofree char *pointer = g_strconcat("/", *name, NULL);
        const json_t *value = json_object_get(change, *name);
        if ((value || is_new) && !*text_in(change, *name))
            faults_add(faults, pointer, "required", NULL);
    }
}

void change_check(const json_t *change, const char *known_kind, const char *today, struct faults *faults)
{
    static const char *const lists[] = {"contacts", "documents", "accounts", "contracts"};
    const char *kind = *text_in(change, "kind") ? text_in(change, "kind") : known_kind;
    if (!json_is_object(change)) {
        faults_add(faults, "", "wrong_type", "object");
        return;
    }
    if (!kind)
        faults_add(faults, "/kind", "required", NULL);
    if (!known_kind && !*text_in(change, "branch"))
        faults_add(faults, "/branch", "required", NULL);
    check_word(change, "kind", KINDS, faults);
    check_word(change, "status", STATUSES, faults);
    check_required(change, kind, !known_kind, faults);
    check_members(change, kind, faults);
    check_birth(change, today, faults);
    for (size_t i = 0; i < G_N_ELEMENTS(lists); i++)
        check_list(change, lists[i], faults);
}

/* The value as the card keeps it: identifiers in their normal form where they have one. */
static char *kept_value(const struct member *member, const char *kind, const char *text)
{
    const char *identity = identity_of(member, kind);
    char *normal = identity ? identity_normal(identity, text) : NULL;
    return normal ? normal : g_strstrip(g_strdup(text));
}

static bool set_member(struct client *client, const struct member *member, const char *text)
{
    const struct field *field = record_field(&client_table.record, member->name);
    g_autoptr(GString) scratch = g_string_new(NULL);
    g_autofree char *before = g_strdup(record_text(field, client, scratch));
    g_autofree char *value = text ? kept_value(member, client->kind, text) : NULL;
    if (value && !*value)
        g_clear_pointer(&value, g_free);
    return g_strcmp0(before, value) != 0 && record_set_text(field, client, value) == ST_OK;
}

bool change_apply(struct client *client, const json_t *change)
{
    bool changed = false;
    for (size_t i = 0; i < G_N_ELEMENTS(MEMBERS); i++) {
        const json_t *value = json_object_get(change, MEMBERS[i].name);
        if (json_is_string(value) || json_is_null(value))
            changed |= set_member(client, &MEMBERS[i], json_string_value(value));
    }
    party_derive(client);
    return changed;
}

static void set_text(json_t *object, const char *name, const char *text)
{
    if (*text)
        json_object_set_new(object, name, json_string(text));
}

static char *titled(const char *word)
{
    GString *out = g_string_new(NULL);
    bool first = true;
    for (const char *p = word; *p; p = g_utf8_next_char(p)) {
        gunichar c = g_utf8_get_char(p);
        g_string_append_unichar(out, first ? g_unichar_toupper(c) : g_unichar_tolower(c));
        first = !g_unichar_isalpha(c);
    }
    return g_string_free(out, FALSE);
}

/* The part as it was written, with its Ё, where a word of the text is that part; else the normalised one. */
static void set_part(json_t *object, const char *name, const char *part, const char *text)
{
    g_auto(GStrv) words = g_strsplit(text, " ", 0);
    const char *written = part;
    for (char **word = words; *word; word++) {
        g_autofree char *normal = normalise_name(*word);
        if (!strcmp(normal, part))
            written = *word;
    }
    g_autofree char *shown = titled(written);
    set_text(object, name, shown);
}

void change_split_name(json_t *change)
{
    g_autofree char *name = g_strdup(text_in(change, "name"));
    json_object_del(change, "name");
    if (!*name)
        return;
    if (!is_person_kind(text_in(change, "kind"))) {
        set_text(change, "full_name", name);
        return;
    }
    auto_fio fio;
    fio_parse(name, &fio);
    if (fio.stub || fio.several || !*fio.last) {
        set_text(change, "last", name);
        return;
    }
    set_part(change, "last", fio.last, name);
    set_part(change, "first", fio.first, name);
    set_part(change, "middle", fio.middle, name);
}
