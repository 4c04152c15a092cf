#include "norm/company.h"
#include "norm/email.h"
#include "norm/normalise.h"
#include "norm/numbers.h"
#include "norm/phone.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <glib.h>

struct example {
    const char *raw, *normal;
};

static void check(const char *what, char *(*normal)(const char *), const struct example *examples, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        g_autofree char *got = normal(examples[i].raw);
        if (g_strcmp0(got, examples[i].normal) != 0)
            fail_msg("%s '%s': got '%s', wanted '%s'", what, examples[i].raw, got ? got : "nothing",
                     examples[i].normal ? examples[i].normal : "nothing");
    }
}

static void texts_lose_what_people_do_not_see(void **state)
{
    (void)state;
    static const struct example examples[] = {
        {"Андреи\xcc\x86", "Андрей"},
        {" ООО\xc2\xa0 «Ромашка» ", "ООО Ромашка"},
        {"Петрова — Иванова", "Петрова-Иванова"},
        {"№ 5", "N 5"},
        {"а\xe2\x80\x8bб\tв\n", "аб в"},
        {NULL, ""},
        {"Д'Артаньян", "ДАртаньян"},
        {"\xff"
         "а",
         "\xef\xbf\xbd"
         "а"},
    };
    check("text", normalise_text, examples, G_N_ELEMENTS(examples));
}

static void names_get_one_alphabet_and_one_case(void **state)
{
    (void)state;
    static const struct example examples[] = {
        {"Kонстaнтин", "КОНСТАНТИН"},       {"Фёдоров", "ФЕДОРОВ"}, {"Smirnоv", "SMIRNOV"}, {"COBA", "COBA"},
        {"Иванoв-Пeтров", "ИВАНОВ-ПЕТРОВ"},
    };
    check("name", normalise_name, examples, G_N_ELEMENTS(examples));
}

static void a_query_in_the_wrong_layout_is_read(void **state)
{
    (void)state;
    static const struct example examples[] = {{"bdfyjd", "иванов"}, {"Gtnhjd", "Петров"}, {"иванов", "иванов"}};
    check("layout", normalise_layout, examples, G_N_ELEMENTS(examples));
}

static void transliterations_of_a_name_are_one(void **state)
{
    (void)state;
    static const char *const groups[][4] = {
        {"Щукина", "SHCHUKINA", "Schukina", NULL},
        {"Хохлов", "KHOKHLOV", "Hohlov", NULL},
        {"Юлия", "IULIIA", "Yuliya", NULL},
        {"Елена", "ELENA", "Yelena", NULL},
    };
    for (size_t i = 0; i < G_N_ELEMENTS(groups); i++) {
        g_autofree char *first = normalise_translit(groups[i][0]);
        for (size_t j = 1; groups[i][j]; j++) {
            g_autofree char *other = normalise_translit(groups[i][j]);
            assert_string_equal(other, first);
        }
    }
}

static void numbers_keep_leading_zeros_and_lose_separators(void **state)
{
    (void)state;
    static const struct example accounts[] = {
        {"0012-345 678", "0012345678"},
        {"0012345678 ", "0012345678"},
        {"AB-1", "АВ1"},
        {"№ 5401-000123", "5401000123"},
        {"0000000000", NULL},
        {"", NULL},
        {NULL, NULL},
    };
    static const struct example contracts[] = {
        {"ЭС-123/2019", "ЭС-123/2019"},
        {"№ эс – 123 / 2019", "ЭС-123/2019"},
        {"No. ЭС-123\\2019", "ЭС-123/2019"},
        {"ЭC-123|2019", "ЭС-123/2019"},
        {" ", NULL},
    };
    static const struct example meters[] = {
        {"007123", "7123"}, {"7123", "7123"}, {"№ 00-71 23", "7123"}, {"000", NULL}};
    check("account", numbers_account, accounts, G_N_ELEMENTS(accounts));
    check("contract", numbers_contract, contracts, G_N_ELEMENTS(contracts));
    check("meter", numbers_meter, meters, G_N_ELEMENTS(meters));
}

static void mail_addresses_compare_by_mailbox(void **state)
{
    (void)state;
    static const struct example normals[] = {
        {" Ivan.Petrov@Example.RU ", "ivan.petrov@example.ru"},
        {"почта@Почта.РФ", NULL},
        {"info@Почта.РФ", "info@xn--80a1acny.xn--p1ai"},
        {"a..b@example.ru", NULL},
        {"a@b", NULL},
        {"a@ex_ample.ru", NULL},
        {"нет", NULL},
        {NULL, NULL},
    };
    static const struct example keys[] = {
        {"ivan-petrov@ya.ru", "ivan.petrov@yandex.ru"},
        {"ivan.petrov@yandex.com", "ivan.petrov@yandex.ru"},
        {"a-b+tag@mail.ru", "a-b+tag@mail.ru"},
        {"no@no.ru", NULL},
    };
    check("address", email_normal, normals, G_N_ELEMENTS(normals));
    check("mailbox", email_key, keys, G_N_ELEMENTS(keys));
}

static void phones_are_read_as_russians_write_them(void **state)
{
    (void)state;
    static const struct {
        const char *raw, *area;
        int64_t number;
        bool mobile;
        const char *extension;
    } phones[] = {
        {"8 (343) 000-00-00", NULL, 73430000000, false, ""},
        {"+79000000000", NULL, 79000000000, true, ""},
        {"9161234567", NULL, 79161234567, true, ""},
        {"моб. 8 916 123-45-67", NULL, 79161234567, true, ""},
        {"8(343)3711234 доб. 12", NULL, 73433711234, false, "12"},
        {"371-12-34", "343", 73433711234, false, ""},
        {"+375 29 123-45-67", NULL, 375291234567, true, ""},
    };
    for (size_t i = 0; i < G_N_ELEMENTS(phones); i++) {
        struct phone phone;
        if (!phone_parse(phones[i].raw, phones[i].area, &phone))
            fail_msg("'%s' was not read", phones[i].raw);
        assert_int_equal(phone.number, phones[i].number);
        assert_int_equal(phone.mobile, phones[i].mobile);
        assert_string_equal(phone.extension, phones[i].extension);
    }
}

static void stub_phones_are_nobodys(void **state)
{
    (void)state;
    static const char *const stubs[] = {"", "нет", "8 999 999-99-99", "1234567890", "8-800-100-20-30", "371-12-34"};
    struct phone phone;
    for (size_t i = 0; i < G_N_ELEMENTS(stubs); i++)
        if (phone_parse(stubs[i], NULL, &phone))
            fail_msg("'%s' was read", stubs[i]);
    assert_false(phone_parse(NULL, NULL, &phone));
}

static void several_phones_in_one_text_are_all_found(void **state)
{
    (void)state;
    struct phone phones[4];
    assert_int_equal(
        phone_parse_all("8 (343) 000-00-00, моб. 89000000001; д/т 371-12-34 и 8 916 123-45-67", "343", phones, 4), 4);
    assert_int_equal(phones[0].number, 73430000000);
    assert_int_equal(phones[1].number, 79000000001);
    assert_int_equal(phones[2].number, 73433711234);
    assert_int_equal(phones[3].number, 79161234567);
    assert_int_equal(phone_parse_all("89000000001,89000000002", NULL, phones, 1), 1);
    assert_int_equal(phone_parse_all(NULL, NULL, phones, 4), 0);
}

static void companies_compare_without_form_and_quotes(void **state)
{
    (void)state;
    static const struct {
        const char *raw, *form, *name;
        bool branch;
    } companies[] = {
        {"ООО «Ромашка»", "ООО", "РОМАШКА", false},
        {"Общество с ограниченной ответственностью \"Ромашка\"", "ООО", "РОМАШКА", false},
        {"ОАО «Заря»", "АО", "ЗАРЯ", false},
        {"ООО «Управляющая компания „Уют“»", "ООО", "УЮТ", false},
        {"ООО УК Уют", "ООО", "УЮТ", false},
        {"Филиал АО «Заря» в г. Самара", "АО", "ЗАРЯ В Г САМАРА", true},
        {"Муниципальное бюджетное дошкольное образовательное учреждение детский сад № 5", "МБДОУ", "ДЕТСКИЙ САД N 5",
         false},
        {"Ромашка", "", "РОМАШКА", false},
    };
    for (size_t i = 0; i < G_N_ELEMENTS(companies); i++) {
        auto_company name;
        company_parse(companies[i].raw, &name);
        assert_string_equal(name.name, companies[i].name);
        assert_string_equal(name.form, companies[i].form);
        assert_int_equal(name.branch, companies[i].branch);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(texts_lose_what_people_do_not_see),
        cmocka_unit_test(names_get_one_alphabet_and_one_case),
        cmocka_unit_test(a_query_in_the_wrong_layout_is_read),
        cmocka_unit_test(transliterations_of_a_name_are_one),
        cmocka_unit_test(numbers_keep_leading_zeros_and_lose_separators),
        cmocka_unit_test(mail_addresses_compare_by_mailbox),
        cmocka_unit_test(phones_are_read_as_russians_write_them),
        cmocka_unit_test(stub_phones_are_nobodys),
        cmocka_unit_test(several_phones_in_one_text_are_all_found),
        cmocka_unit_test(companies_compare_without_form_and_quotes),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
