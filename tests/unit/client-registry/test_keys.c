#include "keys.h"
#include "meeting.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

/* A card from one JSON line; freed by release(). */
struct card {
    struct client client;
    struct contact contacts[3];
    struct id_document documents[2];
    struct party party;
};

static void set(char **member, const json_t *json, const char *name)
{
    text_set(member, json_string_value(json_object_get(json, name)));
}

static void add_contact(struct card *card, const char *kind, const char *value, bool shared)
{
    struct contact *contact = &card->contacts[card->party.contacts->len];
    text_set(&contact->kind, kind);
    text_set(&contact->value_raw, value);
    contact->shared = shared;
    party_contact_derive(contact, NULL);
    g_ptr_array_add(card->party.contacts, contact);
}

static void make(struct card *card, const char *text)
{
    json_t *json = json_loads(text, 0, NULL);
    assert_non_null(json);
    *card = (struct card){0};
    party_init(&card->party, &card->client);
    set(&card->client.kind, json, "kind");
    set(&card->client.last, json, "last");
    set(&card->client.first, json, "first");
    set(&card->client.middle, json, "middle");
    set(&card->client.birth_date, json, "birth");
    set(&card->client.snils, json, "snils");
    set(&card->client.inn, json, "inn");
    set(&card->client.kpp, json, "kpp");
    set(&card->client.ogrn, json, "ogrn");
    set(&card->client.full_name, json, "name");
    const char *phone = json_string_value(json_object_get(json, "phone"));
    const char *email = json_string_value(json_object_get(json, "email"));
    const char *passport = json_string_value(json_object_get(json, "passport"));
    if (phone)
        add_contact(card, "phone", phone, false);
    if (email)
        add_contact(card, "email", email, json_is_true(json_object_get(json, "shared")));
    if (passport) {
        text_set(&card->documents[0].type, "21");
        text_set(&card->documents[0].number, passport);
        party_document_derive(&card->documents[0]);
        g_ptr_array_add(card->party.documents, &card->documents[0]);
    }
    json_decref(json);
}

static void release(struct card *card)
{
    for (guint i = 0; i < card->party.contacts->len; i++)
        record_release(&contact_table.record, card->party.contacts->pdata[i]);
    for (guint i = 0; i < card->party.documents->len; i++)
        record_release(&id_document_table.record, card->party.documents->pdata[i]);
    party_release(&card->party);
    record_release(&client_table.record, &card->client);
}

/* The rules under which two cards have an equal key: "B1 B8". */
static char *common_rules(const char *left, const char *right)
{
    struct card a, b;
    make(&a, left);
    make(&b, right);
    g_autoptr(GArray) ours = keys_of(&a.party);
    g_autoptr(GArray) theirs = keys_of(&b.party);
    GString *rules = g_string_new(NULL);
    for (guint i = 0; i < ours->len; i++)
        for (guint j = 0; j < theirs->len; j++)
            if (!strcmp(g_array_index(ours, struct key, i).id, g_array_index(theirs, struct key, j).id))
                g_string_append_printf(rules, "%s%s", rules->len ? " " : "", g_array_index(ours, struct key, i).rule);
    release(&a);
    release(&b);
    return g_string_free(rules, FALSE);
}

static const struct {
    const char *a, *b, *rules;
} PAIRS[] = {
    {"{\"kind\":\"FL\",\"snils\":\"112-233-445 95\"}", "{\"kind\":\"FL\",\"snils\":\"11223344595\"}", "B1"},
    {"{\"kind\":\"FL\",\"snils\":\"112-233-445 96\"}", "{\"kind\":\"FL\",\"snils\":\"112-233-445 96\"}", ""},
    {"{\"kind\":\"FL\",\"passport\":\"00 01 000123\"}", "{\"kind\":\"FL\",\"passport\":\"0001000123\"}", "B2"},
    {"{\"kind\":\"FL\",\"passport\":\"1234567890\"}", "{\"kind\":\"FL\",\"passport\":\"1234567890\"}", ""},
    {"{\"kind\":\"FL\",\"inn\":\"000012345627\"}", "{\"kind\":\"FL\",\"inn\":\"0000 12345627\"}", "B3"},
    {"{\"kind\":\"FL\",\"inn\":\"000012345627\"}", "{\"kind\":\"IP\",\"inn\":\"000012345627\"}", ""},
    {"{\"kind\":\"FL\",\"last\":\"Иванова\",\"first\":\"Наталия\",\"birth\":\"1980-05-07\"}",
     "{\"kind\":\"FL\",\"last\":\"ИВАНОВА\",\"first\":\"Наталья\",\"birth\":\"1980-05-07\"}", "B4"},
    {"{\"kind\":\"FL\",\"last\":\"Иванова\",\"first\":\"Н.\",\"birth\":\"1980-05-07\"}",
     "{\"kind\":\"FL\",\"last\":\"Иванова\",\"first\":\"Н.\",\"birth\":\"1980-05-07\"}", ""},
    {"{\"kind\":\"FL\",\"last\":\"Иванова\",\"first\":\"Анна\",\"birth\":\"1970-01-01\"}",
     "{\"kind\":\"FL\",\"last\":\"Иванова\",\"first\":\"Анна\",\"birth\":\"1970-01-01\"}", ""},
    {"{\"kind\":\"FL\",\"last\":\"Иванова\",\"first\":\"Анна\",\"birth\":\"1980-05-07\"}",
     "{\"kind\":\"FL\",\"last\":\"Иванова\",\"first\":\"Яна\",\"birth\":\"1980-05-07\"}", ""},
    {"{\"kind\":\"FL\",\"email\":\"A-b@ya.ru\"}", "{\"kind\":\"UL\",\"email\":\"a.b@yandex.ru\"}", "B5"},
    {"{\"kind\":\"FL\",\"email\":\"a@example.ru\",\"shared\":true}", "{\"kind\":\"FL\",\"email\":\"a@example.ru\"}",
     ""},
    {"{\"kind\":\"FL\",\"email\":\"no@no.ru\"}", "{\"kind\":\"FL\",\"email\":\"no@no.ru\"}", ""},
    {"{\"kind\":\"UL\",\"inn\":\"0000123450\",\"kpp\":\"000001001\"}",
     "{\"kind\":\"GOV\",\"inn\":\"0000123450\",\"kpp\":\"000001001\"}", "B6"},
    {"{\"kind\":\"UL\",\"inn\":\"0000123450\",\"kpp\":\"000001001\"}",
     "{\"kind\":\"UL\",\"inn\":\"0000123450\",\"kpp\":\"000002001\"}", ""},
    {"{\"kind\":\"UL\",\"ogrn\":\"1000000123452\"}", "{\"kind\":\"UL\",\"ogrn\":\"1000000123452\"}", "B6"},
    {"{\"kind\":\"FL\",\"phone\":\"89161234567\",\"birth\":\"1980-05-07\"}",
     "{\"kind\":\"FL\",\"phone\":\"+7 916 123-45-67\",\"birth\":\"1980-05-07\"}", "B8"},
    {"{\"kind\":\"FL\",\"last\":\"Иванов\",\"first\":\"Иван\",\"phone\":\"89161234567\"}",
     "{\"kind\":\"FL\",\"last\":\"Иванов\",\"first\":\"Иван\",\"phone\":\"9161234567\"}", "B8"},
    {"{\"kind\":\"FL\",\"last\":\"Иванов\",\"first\":\"Иван\",\"phone\":\"89161234567\"}",
     "{\"kind\":\"FL\",\"last\":\"Иванова\",\"first\":\"Анна\",\"phone\":\"9161234567\"}", ""},
};

static void exact_doubles_have_an_equal_key_and_others_have_none(void **state)
{
    (void)state;
    for (size_t i = 0; i < G_N_ELEMENTS(PAIRS); i++) {
        g_autofree char *rules = common_rules(PAIRS[i].a, PAIRS[i].b);
        if (strcmp(rules, PAIRS[i].rules) != 0)
            fail_msg("%s and %s: '%s' instead of '%s'", PAIRS[i].a, PAIRS[i].b, rules, PAIRS[i].rules);
    }
}

static void a_filler_card_has_no_keys(void **state)
{
    (void)state;
    struct card card;
    make(&card, "{\"kind\":\"FL\",\"last\":\"Собственник\",\"phone\":\"1234567890\",\"birth\":\"1900-01-01\"}");
    g_autoptr(GArray) keys = keys_of(&card.party);
    assert_int_equal(keys->len, 0);
    release(&card);
}

static void account_and_contract_keys_ignore_how_they_were_typed(void **state)
{
    (void)state;
    g_autofree char *account = keys_account("1c.billing.SVE", "0012-345 678");
    g_autofree char *contract = keys_contract("SVE", "№ эс-123 / 2019");
    assert_string_equal(account, "1c.billing.SVE/0012345678");
    assert_string_equal(contract, "SVE/ЭС-123/2019");
    assert_null(keys_account("1c.billing.SVE", "000"));
    assert_null(keys_account(NULL, "1"));
}

static void a_lock_number_follows_the_key(void **state)
{
    (void)state;
    struct key a, b;
    keys_make("B1", "snils", "1", &a);
    keys_make("B1", "snils", "2", &b);
    assert_true(uuid_valid(a.id));
    assert_true(keys_lock_number(&a) != keys_lock_number(&b));
    keys_make("B5", "snils", "1", &b);
    assert_string_equal(a.id, b.id);
}

static void billing_updates_only_who_is_surely_the_same(void **state)
{
    (void)state;
    static const struct {
        struct meeting meeting;
        bool same;
    } cases[] = {
        {{"B1", 0.9, false, false, false}, true}, {{"B1", 0.8, false, false, false}, false},
        {{"B4", 1, false, false, false}, false},  {{"B4", 1, true, false, false}, true},
        {{"B4", 1, false, true, false}, true},    {{"B4", 1, false, false, true}, true},
        {{"B5", 1, true, true, true}, false},     {{"B6", 0, false, false, false}, true},
        {{"B7", 0.5, false, true, false}, false}, {{"B7", 0.9, false, true, false}, true},
        {{"B8", 1, true, false, false}, false},   {{"B8", 1, true, false, true}, true},
        {{"W1", 1, true, true, true}, false},
    };
    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++)
        assert_int_equal(meeting_is_same(&cases[i].meeting), cases[i].same);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(exact_doubles_have_an_equal_key_and_others_have_none),
        cmocka_unit_test(a_filler_card_has_no_keys),
        cmocka_unit_test(account_and_contract_keys_ignore_how_they_were_typed),
        cmocka_unit_test(a_lock_number_follows_the_key),
        cmocka_unit_test(billing_updates_only_who_is_surely_the_same),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
