#include "change.h"
#include "mapping.h"
#include "mapping_transforms.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <glib.h>

static struct mapping *loaded(const char *name)
{
    g_autofree char *path = g_build_filename(OTKLIK_SOURCE_DIR, "deploy/company/mappings", name, NULL);
    g_autofree char *reason = NULL;
    json_t *document = json_load_file(path, 0, NULL);
    assert_non_null(document);
    struct mapping *mapping = mapping_new(document, &reason);
    if (!mapping)
        fail_msg("%s: %s", name, reason);
    json_decref(document);
    return mapping;
}

static void expect(const char *file, const char *type, const char *object, const char *wanted)
{
    struct mapping *mapping = loaded(file);
    json_t *from = json_loads(object, 0, NULL), *to = json_loads(wanted, 0, NULL);
    assert_non_null(from);
    assert_non_null(to);
    json_t *got = mapping_apply(mapping, type, from, "Asia/Yekaterinburg");
    if (!json_equal(got, to)) {
        g_autofree char *text = json_dumps(got, JSON_INDENT(1));
        fail_msg("got %s", text);
    }
    json_decref(from);
    json_decref(to);
    json_decref(got);
    mapping_free(mapping);
}

static void a_1c_account_loses_its_traps(void **state)
{
    (void)state;
    expect(
        "1c.json", "Справочник.ЛицевыеСчета",
        "{\"Ссылка\":\"5f0c1e9a-3b1d-11ee-9c4a-0050569a1b2c\",\"ПометкаУдаления\":false,\"Код\":\"0012345678 \","
        "\"Наименование\":\"Иванова М.П.\",\"ВидКлиента\":\"ФизическоеЛицо\",\"Контрагент\":{\"Ссылка\":"
        "\"00000000-0000-0000-0000-000000000000\",\"Фамилия\":\"Иванова\",\"Имя\":\"Мария\",\"Отчество\":\"Петровна\","
        "\"ДатаРождения\":\"0001-01-01T00:00:00\",\"СНИЛС\":\"\",\"ИНН\":\"000012345627\"},\"Адрес\":{"
        "\"Представление\":\"г. Екатеринбург, ул. Мира, д. 3, кв. 45\"},\"Услуги\":[\"Отопление\",\"ГВС\"],"
        "\"Состояние\":\"Открыт\",\"ДатаОткрытия\":\"2020-08-01T00:00:00\",\"КонтактнаяИнформация\":[{\"Вид\":"
        "\"Телефон\",\"Представление\":\"8 (343) 000-00-00, моб. 89000000001\"},{\"Вид\":\"Факс\","
        "\"Представление\":\"1\"}],\"СальдоНаДату\":{\"Дата\":\"2026-11-01T00:00:00\",\"Сумма\":1250.37}}",
        "{\"id\":\"5f0c1e9a-3b1d-11ee-9c4a-0050569a1b2c\",\"deleted\":false,\"account\":{\"number\":\"0012345678\","
        "\"status\":\"open\",\"opened\":\"2020-08-01\",\"address\":\"г. Екатеринбург, ул. Мира, д. 3, кв. 45\","
        "\"services\":[\"H\",\"W\"],\"balance_kopecks\":125037,\"balance_on\":\"2026-11-01\"},\"client\":{\"kind\":"
        "\"FL\",\"name\":\"Иванова М.П.\",\"last\":\"Иванова\",\"first\":\"Мария\",\"middle\":\"Петровна\","
        "\"inn\":\"000012345627\",\"contacts\":[{\"kind\":\"phone\",\"value\":\"8 (343) 000-00-00\"},{\"kind\":"
        "\"phone\",\"value\":\"моб. 89000000001\"}]}}");
}

static void an_oracle_row_keeps_quiet_about_what_did_not_change(void **state)
{
    (void)state;
    expect("oracle-perm.json", "BILL.ABONENT",
           "{\"ABON_ID\":700123,\"LS\":\"5401-000123\",\"FIO\":\"ИВАНОВ ИВАН ИВАНОВИЧ\",\"BIRTH_DT\":326592000000,"
           "\"EMAIL\":\"a@example.ru\",\"SALDO\":\"-15.20\",\"NOTE\":\"__debezium_unavailable_value\",\"PHONE\":null,"
           "\"INN\":\"__debezium_unavailable_value\"}",
           "{\"id\":\"700123\",\"deleted\":false,\"account\":{\"number\":\"5401-000123\",\"balance_kopecks\":-1520},"
           "\"client\":{\"name\":\"ИВАНОВ ИВАН ИВАНОВИЧ\",\"birth_date\":\"1980-05-08\",\"contacts\":[{\"kind\":"
           "\"email\",\"value\":\"a@example.ru\"}]}}");
}

static void what_is_not_mapped_is_left_alone(void **state)
{
    (void)state;
    struct mapping *mapping = loaded("1c.json");
    struct mapping_node node;
    json_t *object = json_pack("{s:s}", "Ссылка", "00000000-0000-0000-0000-000000000000");
    assert_null(mapping_apply(mapping, "Справочник.Банки", object, NULL));
    assert_null(mapping_apply(mapping, "Справочник.ЛицевыеСчета", object, NULL));
    assert_int_equal(mapping_node(mapping, "УПС_XXX", &node), ST_NOT_FOUND);
    assert_int_equal(mapping_node(mapping, "УПС_SVE", &node), ST_OK);
    assert_string_equal(node.branch, "SVE");
    json_decref(object);
    mapping_free(mapping);
}

static void a_wrong_mapping_is_refused_with_the_reason(void **state)
{
    (void)state;
    static const struct {
        const char *document, *reason;
    } cases[] = {
        {"{}", "a mapping needs \"topic\" and \"nodes\""},
        {"{\"topic\":\"t\",\"nodes\":{},\"objects\":[{\"type\":\"x\"}]}",
         "an object needs \"type\", \"id\" and \"members\""},
        {"{\"topic\":\"t\",\"nodes\":{},\"objects\":[{\"type\":\"x\",\"id\":\"i\",\"members\":[{\"from\":\"a\",\"to\":"
         "\"b\",\"do\":[\"shout\"]}]}]}",
         "no transform \"shout\""},
        {"{\"topic\":\"t\",\"nodes\":{},\"objects\":[{\"type\":\"x\",\"id\":\"i\",\"members\":[{\"from\":\"a\",\"to\":"
         "\"client/contacts/\"}]}]}",
         "a step of \"client/contacts/\" has no name"},
    };
    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        g_autofree char *reason = NULL;
        json_t *document = json_loads(cases[i].document, 0, NULL);
        assert_null(mapping_new(document, &reason));
        assert_string_equal(reason, cases[i].reason);
        json_decref(document);
    }
}

static void transforms_make_one_form(void **state)
{
    (void)state;
    static const struct {
        const char *name, *from, *to; /* JSON; NULL: nothing */
    } cases[] = {
        {"local_time", "\"2026-11-20T10:15:02\"", "\"2026-11-20T05:15:02.000000Z\""},
        {"local_time", "\"0001-01-01T00:00:00\"", NULL},
        {"date", "\"0001-01-01T00:00:00\"", NULL},
        {"epoch_ms_date", "-1000", "\"1969-12-31\""},
        {"epoch_ms_date", "\"1980\"", NULL},
        {"kopecks", "\"0.29\"", "29"},
        {"kopecks", "1250.37", "125037"},
        {"kopecks", "\"много\"", NULL},
        {"kopecks", "\"nan\"", NULL},
        {"kopecks", "true", NULL},
        {"text", "12", "\"12\""},
        {"phones", "\" , \"", NULL},
        {"reference", "\"00000000-0000-0000-0000-000000000000\"", NULL},
    };
    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        json_t *from = json_loads(cases[i].from, JSON_DECODE_ANY, NULL);
        json_t *got = transform_named(cases[i].name)(from, "Asia/Yekaterinburg");
        json_t *wanted = cases[i].to ? json_loads(cases[i].to, JSON_DECODE_ANY, NULL) : NULL;
        if (got != wanted && !json_equal(got, wanted))
            fail_msg("%s %s", cases[i].name, cases[i].from);
        json_decref(from);
        json_decref(got);
        json_decref(wanted);
    }
}

static void a_name_in_one_text_is_split_as_it_was_written(void **state)
{
    (void)state;
    static const struct {
        const char *kind, *name, *wanted;
    } cases[] = {
        {"FL", "ФЁДОРОВ ПЁТР ИЛЬИЧ", "{\"kind\":\"FL\",\"last\":\"Фёдоров\",\"first\":\"Пётр\",\"middle\":\"Ильич\"}"},
        {"FL", "Иванов И.И.", "{\"kind\":\"FL\",\"last\":\"Иванов\",\"first\":\"И.\",\"middle\":\"И.\"}"},
        {"FL", "Квартира 45", "{\"kind\":\"FL\",\"last\":\"Квартира 45\"}"},
        {"UL", "ООО «Ромашка»", "{\"kind\":\"UL\",\"full_name\":\"ООО «Ромашка»\"}"},
    };
    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        json_t *change = json_pack("{s:s, s:s}", "kind", cases[i].kind, "name", cases[i].name);
        json_t *wanted = json_loads(cases[i].wanted, 0, NULL);
        change_split_name(change);
        if (!json_equal(change, wanted))
            fail_msg("%s: %s", cases[i].name, json_dumps(change, 0));
        json_decref(change);
        json_decref(wanted);
    }
}

static void every_fault_of_a_form_is_named(void **state)
{
    (void)state;
    static const struct {
        const char *form, *faults;
    } cases[] = {
        {"{\"kind\":\"FL\",\"branch\":\"SVE\",\"last\":\"Иванов\",\"first\":\"Иван\"}", ""},
        {"{}", "/kind required, /branch required, /full_name required"},
        {"{\"kind\":\"FL\",\"branch\":\"SVE\"}", "/last required, /first required"},
        {"{\"kind\":\"UL\",\"branch\":\"SVE\",\"full_name\":\"ООО Заря\",\"inn\":\"000012345627\",\"last\":\"x\"}",
         "/last unknown_member, /inn bad_control_digits"},
        {"{\"kind\":\"FL\",\"branch\":\"SVE\",\"last\":\"Иванов\",\"first\":\"Иван\",\"snils\":\"112-233-445 96\","
         "\"birth_date\":\"2030-01-01\",\"contacts\":[{\"kind\":\"phone\",\"value\":\"12\"},{\"kind\":\"email\","
         "\"value\":\"нет\"},{\"kind\":\"fax\",\"value\":\"1\"}],\"documents\":[{\"type\":\"21\",\"number\":\"1\"}],"
         "\"accounts\":[{\"number\":\"1\"}]}",
         "/snils bad_control_digits, /birth_date date_in_future, /contacts/0/value bad_phone, /contacts/1/value "
         "bad_email, /contacts/2/kind unknown_contact_kind, /documents/0/number bad_document_number, "
         "/accounts/0/billing_system required"},
    };
    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        auto_faults faults;
        faults_init(&faults);
        json_t *form = json_loads(cases[i].form, 0, NULL);
        change_check(form, NULL, "2026-11-20", &faults);
        g_autoptr(GString) text = g_string_new(NULL);
        for (size_t j = 0; j < faults.count; j++)
            g_string_append_printf(text, "%s%s %s", j ? ", " : "", faults.list[j].pointer, faults.list[j].code);
        assert_string_equal(text->str, cases[i].faults);
        json_decref(form);
    }
}

static void the_demos_clients_have_no_faults(void **state)
{
    (void)state;
    json_t *demo = json_load_file(OTKLIK_SOURCE_DIR "/deploy/demo/clients.json", 0, NULL), *client;
    size_t index;
    assert_non_null(demo);
    json_array_foreach(json_object_get(demo, "clients"), index, client)
    {
        auto_faults faults;
        faults_init(&faults);
        change_check(client, NULL, "2026-11-20", &faults);
        if (faults.count)
            fail_msg("client %zu: %s %s", index, faults.list[0].pointer, faults.list[0].code);
    }
    json_decref(demo);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_1c_account_loses_its_traps),
        cmocka_unit_test(an_oracle_row_keeps_quiet_about_what_did_not_change),
        cmocka_unit_test(what_is_not_mapped_is_left_alone),
        cmocka_unit_test(a_wrong_mapping_is_refused_with_the_reason),
        cmocka_unit_test(transforms_make_one_form),
        cmocka_unit_test(a_name_in_one_text_is_split_as_it_was_written),
        cmocka_unit_test(every_fault_of_a_form_is_named),
        cmocka_unit_test(the_demos_clients_have_no_faults),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
