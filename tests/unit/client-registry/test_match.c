#include "match.h"
#include "query.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

static void names_must_agree_to_match(void **state)
{
    (void)state;
    static const struct {
        const char *applicant;
        struct client client;
        bool agrees;
    } cases[] = {
        {"{\"last\":\"Иванова\",\"first\":\"Мария\"}", {.kind = "FL", .last = "Иванова", .first = "М."}, true},
        {"{\"last\":\"Иванова\"}", {.kind = "FL", .last = "ИВАНОВА", .first = "Мария"}, true},
        {"{\"name\":\"Иванова Мария Петровна\"}", {.kind = "FL", .last = "Иванова", .first = "Мария"}, true},
        {"{\"last\":\"Иванов\",\"first\":\"Пётр\"}", {.kind = "FL", .last = "Иванов", .first = "Павел"}, false},
        {"{\"last\":\"Иванова\"}", {.kind = "FL", .last = "Иванов"}, false},
        {"{\"last\":\"Собственник\"}", {.kind = "FL", .last = "Собственник"}, false},
        {"{}", {.kind = "FL", .last = "Иванов"}, false},
        {"{\"name\":\"ООО «Заря»\"}", {.kind = "UL", .name_norm = "ЗАРЯ"}, true},
        {"{\"name\":\"ООО «Заря»\",\"inn\":\"0000123450\"}",
         {.kind = "UL", .name_norm = "ДРУГОЕ", .inn = "0000123450"},
         true},
        {"{\"inn\":\"000012345627\",\"last\":\"Иванов\"}",
         {.kind = "FL", .last = "Иванов", .inn = "500100732259"},
         false},
    };
    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        struct applicant applicant;
        json_t *said = json_loads(cases[i].applicant, 0, NULL);
        applicant_read(said, &applicant);
        if (match_agrees(&applicant, &cases[i].client) != cases[i].agrees)
            fail_msg("%s", cases[i].applicant);
        applicant_release(&applicant);
        json_decref(said);
    }
}

static void only_one_client_with_a_strong_datum_and_the_name_is_matched(void **state)
{
    (void)state;
    const struct client one = {.id = "1"}, other = {.id = "2"};
    const struct match_candidate sure = {&one, "account", true, true}, again = {&one, "phone", true, true},
                                 weak = {&one, "email", false, true}, stranger = {&one, "account", true, false},
                                 second = {&other, "account", true, true};
    assert_int_equal(match_decide((const struct match_candidate[]){sure}, 1), 0);
    assert_int_equal(match_decide((const struct match_candidate[]){stranger, again}, 2), 1);
    assert_int_equal(match_decide((const struct match_candidate[]){sure, again}, 2), 0);
    assert_int_equal(match_decide((const struct match_candidate[]){weak}, 1), -1);
    assert_int_equal(match_decide((const struct match_candidate[]){stranger}, 1), -1);
    assert_int_equal(match_decide((const struct match_candidate[]){sure, second}, 2), -1);
    assert_int_equal(match_decide(NULL, 0), -1);
}

static void a_line_is_read_in_every_way_it_can_be_meant(void **state)
{
    (void)state;
    static const struct {
        const char *line, *readings;
    } cases[] = {
        {"A@example.ru", "email"},
        {"8 (916) 123-45-67", "phone account contract"},
        {"112-233-445 95", "snils account contract"},
        {"0000123450", "inn account document contract"},
        {"0012345678", "account document contract"},
        {"ЭС-123/2019", "account contract company"},
        {"Иванова Мар", "person company"},
        {"bdfyjd", "person company person"},
        {"ООО Заря", "person company"},
        {"", ""},
        {"!", ""},
    };
    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        g_autoptr(GArray) readings = query_read(cases[i].line);
        g_autoptr(GString) text = g_string_new(NULL);
        for (guint j = 0; j < readings->len; j++)
            g_string_append_printf(text, "%s%s", j ? " " : "",
                                   query_kind_name(g_array_index(readings, struct query, j).kind));
        if (strcmp(text->str, cases[i].readings) != 0)
            fail_msg("'%s' was read as %s", cases[i].line, text->str);
    }
}

static void a_surname_with_the_beginning_of_a_name_is_a_person(void **state)
{
    (void)state;
    g_autoptr(GArray) readings = query_read("иванова м.");
    const struct query *query = &g_array_index(readings, struct query, 0);
    assert_string_equal(query->value, "ИВАНОВА");
    assert_string_equal(query->more, "М");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(names_must_agree_to_match),
        cmocka_unit_test(only_one_client_with_a_strong_datum_and_the_name_is_matched),
        cmocka_unit_test(a_line_is_read_in_every_way_it_can_be_meant),
        cmocka_unit_test(a_surname_with_the_beginning_of_a_name_is_a_person),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
