#include "fixture.h"

static const char d01[] =
    "{'code':'D01','ru':'а','en':'a','kind':'legal','object':'answer','default':true,'client_kinds':"
    "['FL'],'start':'registered','start_shift':'next_day','n':30,'unit':'cal_day','end_shift':"
    "'backward','valid_from':'2020-01-01','basis':'59-ФЗ','warn':[{'n':10,'unit':'cd'}]}";

static struct rule *read_rule(const char *text, struct faults *faults)
{
    json_t *json = fixture_json(text);
    struct rule *rule = rule_from_json(json, "/rules/0", faults);
    json_decref(json);
    return rule;
}

static void a_rule_is_read_from_data(void **state)
{
    (void)state;
    struct rule *rule = read_rule(d01, NULL);
    assert_non_null(rule);
    assert_string_equal(rule->code, "D01");
    assert_true(rule->is_default);
    assert_int_equal(rule->period.n, 30);
    assert_int_equal(rule->period.unit, UNIT_CAL_DAY);
    assert_int_equal(rule->end_shift, END_BACKWARD);
    assert_int_equal(rule->warn_count, 1);
    assert_int_equal(rule->valid_to, CIVIL_NONE);
    assert_string_equal(rule->client_kinds[0], "FL");
    rule_free(rule);
}

static void every_bad_member_is_named(void **state)
{
    (void)state;
    struct faults faults;
    faults_init(&faults);
    struct rule *rule = read_rule("{'code':'D01','ru':'а','kind':'law','object':'answer','start':'registered',"
                                  "'start_shift':'next_day','n':-1,'unit':'cal_day','end_shift':'none','valid_from':"
                                  "'1.1.2020','basis':'x','warn':[{'n':1}]}",
                                  &faults);
    assert_null(rule);
    static const char *const pointers[] = {"/rules/0/en", "/rules/0/kind", "/rules/0/valid_from", "/rules/0/unit",
                                           "/rules/0/warn"};
    assert_int_equal(faults.count, G_N_ELEMENTS(pointers));
    for (size_t i = 0; i < faults.count; i++)
        assert_string_equal(faults.list[i].pointer, pointers[i]);
    faults_release(&faults);
}

/* "fl" and so on as one-word lists; all answer rules in force. */
static struct rule scoped(const char *code, enum rule_kind kind)
{
    struct rule rule = rule_of(1, UNIT_CAL_DAY, END_NONE);
    rule.code = (char *)code;
    rule.kind = kind;
    return rule;
}

static char *selected(GPtrArray *rules, const struct rule_facts *facts)
{
    GPtrArray *chosen = rule_select(rules, facts, OBJECT_ANSWER);
    GString *out = g_string_new(NULL);
    for (guint i = 0; i < chosen->len; i++)
        g_string_append_printf(out, "%s%s", i ? " " : "", ((const struct rule *)chosen->pdata[i])->code);
    g_ptr_array_unref(chosen);
    return g_string_free(out, FALSE);
}

static void legal_rules_all_apply_and_the_narrowest_company_rule_wins(void **state)
{
    (void)state;
    char *fl[] = {"FL", NULL}, *ul[] = {"UL", NULL}, *rec[] = {"REC", NULL}, *type[] = {"REC-W-001", NULL};
    char *heat[] = {"H", NULL}, *office[] = {"OFFICE", NULL};
    struct rule all[] = {
        scoped("D01", RULE_LEGAL),    scoped("D02", RULE_LEGAL),    scoped("D08", RULE_LEGAL),
        scoped("D25", RULE_LEGAL),    scoped("CAT", RULE_COMPANY),  scoped("CATFL", RULE_COMPANY),
        scoped("TYPE", RULE_COMPANY), scoped("HEAT", RULE_COMPANY), scoped("OFF", RULE_COMPANY),
    };
    all[0].is_default = all[1].is_default = true;
    all[0].client_kinds = fl;
    all[1].client_kinds = ul;
    all[3].categories = rec;
    all[4].categories = rec;
    all[5].categories = rec;
    all[5].client_kinds = fl;
    all[6].types = type;
    all[7].categories = rec;
    all[7].services = heat;
    all[8].is_default = true;
    all[8].channels = office;
    GPtrArray *rules = g_ptr_array_new();
    for (size_t i = 0; i < G_N_ELEMENTS(all); i++)
        g_ptr_array_add(rules, &all[i]);
    const char *const d08[] = {"D08", NULL}, *const named_d02[] = {"D01", "D02", NULL};
    const struct {
        struct rule_facts facts;
        const char *codes;
    } cases[] = {
        {{"REC-W-001", "REC", "FL", "W", "LK", d08, 100}, "D08 D25 TYPE"},
        {{"REC-W-002", "REC", "FL", "W", "LK", d08, 100}, "D08 D25 CATFL"},
        {{"REC-H-002", "REC", "FL", "H", "LK", NULL, 100}, "D25 CATFL"},
        {{"REC-H-002", "REC", "UL", "H", "LK", NULL, 100}, "D25 HEAT"},
        {{"GRA-X-001", "GRA", "FL", "X", "LK", NULL, 100}, "D01"},
        {{"GRA-X-001", "GRA", "UL", "X", "OFFICE", NULL, 100}, "D02 OFF"},
        {{"GRA-X-001", "GRA", "UL", "X", "LK", named_d02, 100}, "D02"},
        {{"GRA-X-001", "GRA", "UL", "X", "OFFICE", named_d02, 100}, "D02 OFF"},
        {{"GRA-X-001", "GRA", "UL", "X", "OFFICE", d08, 100}, "D08"},
        {{NULL, NULL, "FL", NULL, NULL, NULL, 100}, "D01"},
        {{NULL, NULL, NULL, NULL, NULL, NULL, 100}, "D01 D02"},
    };
    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        g_autofree char *codes = selected(rules, &cases[i].facts);
        assert_string_equal(codes, cases[i].codes);
    }
    g_ptr_array_unref(rules);
}

static void rules_out_of_force_or_blocked_are_not_used(void **state)
{
    (void)state;
    struct rule rule = scoped("D34", RULE_LEGAL);
    rule.is_default = true;
    rule.valid_from = 10;
    rule.valid_to = 20;
    GPtrArray *rules = g_ptr_array_new();
    g_ptr_array_add(rules, &rule);
    static const struct {
        civil_day on;
        bool blocked;
        const char *codes;
    } cases[] = {{9, false, ""}, {10, false, "D34"}, {20, false, "D34"}, {21, false, ""}, {15, true, ""}};
    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        rule.blocked = cases[i].blocked;
        struct rule_facts facts = {.on = cases[i].on};
        g_autofree char *codes = selected(rules, &facts);
        assert_string_equal(codes, cases[i].codes);
    }
    g_ptr_array_unref(rules);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_rule_is_read_from_data),
        cmocka_unit_test(every_bad_member_is_named),
        cmocka_unit_test(legal_rules_all_apply_and_the_narrowest_company_rule_wins),
        cmocka_unit_test(rules_out_of_force_or_blocked_are_not_used),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
