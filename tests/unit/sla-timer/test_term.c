#include "fixture.h"
#include "rules/term.h"
#include "rules/thresholds.h"

static const char *const rule_texts[] = {
    "{'code':'D01','kind':'legal','object':'answer','default':true,'client_kinds':['FL'],'start':'registered','n':30,'"
    "unit':"
    "'cal_day','end_shift':'backward'}",
    "{'code':'D03','kind':'legal','object':'registration','default':true,'start':'received','n':3,'unit':'cal_day',"
    "'end_shift':'forward'}",
    "{'code':'D08','kind':'legal','object':'answer','start':'docs_complete','n':5,'unit':'work_day','end_shift':'none'"
    "}",
    "{'code':'D32','kind':'legal','object':'answer','start':'request_date','n':30,'unit':'fixed_date_field','field':"
    "'request_due','end_shift':'backward'}",
    "{'code':'C10','kind':'company','object':'answer','start':'registered','n':10,'unit':'work_day','end_shift':'none'"
    "}",
};

static struct rulebook *book_of(void)
{
    struct rulebook *book = rulebook_new(1);
    json_t *calendar = fixture_json(federal_json);
    assert_true(rulebook_add_calendar(book, calendar, "", NULL));
    json_decref(calendar);
    for (size_t i = 0; i < G_N_ELEMENTS(rule_texts); i++) {
        json_t *rule = fixture_json(rule_texts[i]);
        json_object_set_new(rule, "start_shift", json_string("next_day"));
        json_object_set_new(rule, "valid_from", json_string("2020-01-01"));
        const char *const texts[] = {"ru", "en", "basis"};
        for (size_t t = 0; t < G_N_ELEMENTS(texts); t++)
            json_object_set_new(rule, texts[t], json_string("x"));
        assert_true(rulebook_add_rule(book, rule, "", NULL));
        json_decref(rule);
    }
    assert_true(rulebook_ready(book));
    return book;
}

struct asked {
    struct rulebook *book;
    struct term_request request;
    struct term term;
};

static void ask(struct fixture *f, struct asked *asked, const char *const *named, const char *received,
                const char *registered)
{
    asked->book = book_of();
    asked->request.book = asked->book;
    asked->request.federal = asked->request.branch = f->moscow_place;
    asked->request.facts.client_kind = "FL";
    asked->request.facts.named = named;
    asked->request.starts[START_RECEIVED] = at(received);
    asked->request.starts[START_REGISTERED] = registered ? at(registered) : 0;
    assert_int_equal(term_compute(&asked->request, &asked->term), ST_OK);
}

static void release(struct asked *asked)
{
    term_release(&asked->term);
    rulebook_unref(asked->book);
}

static void before_registration_the_next_working_day_is_assumed(void **state)
{
    static const struct {
        const char *received, *start;
    } cases[] = {
        {"2026-04-03T12:00:00+03:00", "2026-04-03"},
        {"2026-04-03T19:00:00+03:00", "2026-04-06"},
        {"2026-05-09T12:00:00+03:00", "2026-05-12"},
    };
    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        struct asked asked = {0};
        ask(*state, &asked, NULL, cases[i].received, NULL);
        assert_true(asked.term.provisional);
        assert_string_equal(asked.term.choice.legal->rule->code, "D01");
        assert_day(asked.term.list[0].start_day, cases[i].start);
        release(&asked);
    }
}

static void a_registered_appeal_counts_from_its_registration(void **state)
{
    struct asked asked = {0};
    ask(*state, &asked, NULL, "2026-04-01T12:00:00+03:00", "2026-04-03T19:00:00+03:00");
    assert_false(asked.term.provisional);
    assert_day(asked.term.choice.legal_day, "2026-05-04");
    release(&asked);
}

static void a_named_rule_takes_the_place_of_the_default_one(void **state)
{
    static const char *const named[] = {"D08", "C10", NULL};
    struct asked asked = {0};
    ask(*state, &asked, named, "2026-04-01T12:00:00+03:00", "2026-04-03T10:00:00+03:00");
    assert_int_equal(asked.term.count, 2);
    assert_day(asked.term.choice.legal_day, "2026-04-10");
    assert_day(asked.term.choice.control_day, "2026-04-10");
    assert_string_equal(asked.term.ru, "D08: 5 р.д. с 03.04.2026, до 10.04");
    release(&asked);
}

static void registration_has_rules_of_its_own(void **state)
{
    struct asked asked = {0};
    asked.request.object = OBJECT_REGISTRATION;
    ask(*state, &asked, NULL, "2026-04-01T12:00:00+03:00", NULL);
    assert_false(asked.term.provisional);
    assert_day(asked.term.choice.legal_day, "2026-04-06");
    assert_day(asked.term.choice.control_day, "2026-04-03");
    release(&asked);
}

static void dates_of_the_appeal_are_used_and_kept(void **state)
{
    static const char *const named[] = {"D32", NULL};
    struct asked asked = {0};
    json_t *fields = fixture_json("{'request_due':'2026-04-19','request_date':'2026-03-20','secret':'x'}");
    asked.request.fields = fields;
    ask(*state, &asked, named, "2026-04-01T12:00:00+03:00", "2026-04-03T10:00:00+03:00");
    assert_day(asked.term.choice.control_day, "2026-04-17");
    assert_day(asked.term.list[0].start_day, "2026-03-20");
    json_t *inputs = term_inputs(&asked.request, &asked.term);
    json_t *dates = json_object_get(inputs, "dates");
    assert_int_equal(json_object_size(dates), 2);
    assert_string_equal(json_string_value(json_object_get(dates, "request_due")), "2026-04-19");
    json_decref(inputs);
    json_decref(fields);
    release(&asked);
}

static void no_rule_and_unknown_codes_are_told_apart(void **state)
{
    struct fixture *f = *state;
    struct rulebook *book = book_of();
    static const char *const unknown[] = {"D99", NULL};
    struct term_request request = {.book = book, .federal = f->moscow_place, .branch = f->moscow_place};
    struct term term;
    request.starts[START_RECEIVED] = at("2026-04-01T12:00:00+03:00");
    request.object = OBJECT_GUARD;
    assert_int_equal(term_compute(&request, &term), ST_NOT_FOUND);
    request.codes = unknown;
    assert_int_equal(term_compute(&request, &term), ST_INVALID);
    rulebook_unref(book);
}

static void a_calendar_over_an_unknown_one_is_refused(void **state)
{
    (void)state;
    struct rulebook *book = rulebook_new(1);
    struct faults faults;
    faults_init(&faults);
    json_t *calendar = fixture_json("{'code':'RU-XX','base':'RU','ru':'x','en':'x'}");
    assert_false(rulebook_add_calendar(book, calendar, "/calendars/1", &faults));
    assert_string_equal(faults.list[0].pointer, "/calendars/1/base");
    assert_false(rulebook_ready(book));
    json_decref(calendar);
    faults_release(&faults);
    rulebook_unref(book);
}

static void thresholds_are_read_as_they_were_kept(void **state)
{
    (void)state;
    struct warnings warnings = {.count = 2, .list = {{WARNING_BEFORE, 5, 0, "10cd"}, {WARNING_ESCALATION, 7, 3, "L3"}}};
    json_t *kept = thresholds_to_json(&warnings);
    struct warning read;
    assert_true(thresholds_get(kept, 1, &read));
    assert_int_equal(read.kind, WARNING_ESCALATION);
    assert_int_equal(read.at, 7);
    assert_int_equal(read.level, 3);
    assert_string_equal(read.threshold, "L3");
    assert_false(thresholds_get(kept, 2, &read));
    json_decref(kept);
    kept = fixture_json("[['x']]");
    assert_false(thresholds_get(kept, 0, &read));
    json_decref(kept);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(before_registration_the_next_working_day_is_assumed),
        cmocka_unit_test(a_registered_appeal_counts_from_its_registration),
        cmocka_unit_test(a_named_rule_takes_the_place_of_the_default_one),
        cmocka_unit_test(registration_has_rules_of_its_own),
        cmocka_unit_test(dates_of_the_appeal_are_used_and_kept),
        cmocka_unit_test(no_rule_and_unknown_codes_are_told_apart),
        cmocka_unit_test(a_calendar_over_an_unknown_one_is_refused),
        cmocka_unit_test(thresholds_are_read_as_they_were_kept),
    };
    return cmocka_run_group_tests(tests, fixture_setup, fixture_teardown);
}
