#include "norm/identity.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <glib.h>

static const struct {
    const char *kind, *raw, *normal; /* NULL: refused */
} CASES[] = {
    {"inn10", "0000123450", "0000123450"},
    {"inn10", "0000123451", NULL},
    {"inn10", " 0000 123450 ", "0000123450"},
    {"inn10", "0000000000", NULL},
    {"inn10", "000012345", NULL},
    {"inn10", "٠٠٠٠١٢٣٤٥٠", NULL},
    {"inn12", "000012345627", "000012345627"},
    {"inn12", "000012345628", NULL},
    {"inn12", "000012345637", NULL},
    {"kpp", "000001001", "000001001"},
    {"kpp", "0000А1001", "0000A1001"},
    {"kpp", "0000АВ001", "0000AB001"},
    {"kpp", "00000100", NULL},
    {"ogrn", "1000000123452", "1000000123452"},
    {"ogrn", "1000000123453", NULL},
    {"ogrn", "2000000123452", NULL},
    {"ogrnip", "300000012345670", "300000012345670"},
    {"ogrnip", "300000012345671", NULL},
    {"snils", "112-233-445 95", "11223344595"},
    {"snils", "112-233-445 96", NULL},
    {"snils", "100-018-999 00", "10001899900"},
    {"snils", "900-069-999 00", "90006999900"},
    {"snils", "001-001-997 12", "00100199712"},
    {"snils", "000-000-000 00", NULL},
    {"passport", "00 01 000123", "0001000123"},
    {"passport", "0000 000000", NULL},
    {"passport", "1111 111111", NULL},
    {"passport", "1234 567890", NULL},
    {"dept_code", "660-001", "660001"},
    {"birth_certificate", "II-АИ 123456", "IIАИ123456"},
    {"birth_certificate", "ХV-AИ 123456", "XVАИ123456"},
    {"birth_certificate", "I-123456", NULL},
    {"els", "75да533315", "75ДА533315"},
    {"izhku", "75да533315-01", "75ДА53331501"},
    {"izhku", "75да533315", NULL},
    {"cadastral", "66:41:0000000:123", "66:41:0000000:123"},
    {"cadastral", "66:41:00:123", NULL},
    {"bik", "044525225", "044525225"},
};

static void identifiers_are_accepted_only_with_right_form_and_control_digits(void **state)
{
    (void)state;
    for (size_t i = 0; i < G_N_ELEMENTS(CASES); i++) {
        g_autofree char *normal = identity_normal(CASES[i].kind, CASES[i].raw);
        if (g_strcmp0(normal, CASES[i].normal) != 0)
            fail_msg("%s '%s': got %s", CASES[i].kind, CASES[i].raw, normal ? normal : "nothing");
    }
}

static void a_settlement_account_belongs_to_its_bank(void **state)
{
    (void)state;
    assert_true(identity_bank_account_valid("044525225", "40702810938000000001"));
    assert_false(identity_bank_account_valid("044525225", "40702810938000000002"));
    assert_false(identity_bank_account_valid("044525226", "40702810938000000001"));
    assert_false(identity_bank_account_valid("", "40702810938000000001"));
    assert_true(identity_correspondent_account_valid("044525225", "30101810400000000225"));
    assert_false(identity_correspondent_account_valid("", ""));
}

static void documents_have_one_form_however_typed(void **state)
{
    (void)state;
    static const struct {
        const char *type, *series, *number, *normal;
    } documents[] = {
        {"21", "00 01", "000123", "0001000123"}, {"21", "", "", NULL},
        {"21", "1234", "567890", NULL},          {"03", "II-АИ", "123456", "IIАИ123456"},
        {"12", "82", "№ 1234567", "821234567"},  {"10", NULL, NULL, NULL},
    };
    for (size_t i = 0; i < G_N_ELEMENTS(documents); i++) {
        g_autofree char *normal = identity_document_normal(documents[i].type, documents[i].series, documents[i].number);
        assert_int_equal(g_strcmp0(normal, documents[i].normal), 0);
    }
}

static void filler_birth_dates_say_nothing(void **state)
{
    (void)state;
    static const char *const fillers[] = {"",           "0001-01-01", "1900-01-01", "1970-01-01",
                                          "1899-12-31", "1980-02-30", "1980"};
    for (size_t i = 0; i < G_N_ELEMENTS(fillers); i++)
        assert_null(identity_birth_date(fillers[i]));
    assert_null(identity_birth_date(NULL));
    assert_string_equal(identity_birth_date("1980-05-07"), "1980-05-07");
    assert_string_equal(identity_birth_date("2000-02-29"), "2000-02-29");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(identifiers_are_accepted_only_with_right_form_and_control_digits),
        cmocka_unit_test(a_settlement_account_belongs_to_its_bank),
        cmocka_unit_test(documents_have_one_form_however_typed),
        cmocka_unit_test(filler_birth_dates_say_nothing),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
