#include "filing_rule.h"
#include "unit.h"

#include <glib.h>

static json_t *demo_templates(void)
{
    json_t *file = json_load_file(OTKLIK_SOURCE_DIR "/deploy/company/folder_templates.json", 0, NULL);
    json_t *list = json_incref(json_object_get(file, "folder_templates"));
    json_decref(file);
    return list;
}

static void the_demo_company_s_criteria_are_readable(void **state)
{
    (void)state;
    json_auto_t *templates = demo_templates();
    size_t i;
    json_t *one;

    assert_true(json_array_size(templates) > 0);
    json_array_foreach(templates, i, one)
    {
        struct expr_error error;
        const char *criteria = json_string_value(json_object_get(one, "criteria"));
        if (filing_criteria_fault(criteria, &error))
            fail_msg("%s", criteria);
    }
}

static void criteria_ask_only_for_what_there_is(void **state)
{
    (void)state;
    struct expr_error error;
    assert_null(filing_criteria_fault("doc_type == \"PASS\" || service == \"E\"", &error));
    assert_non_null(filing_criteria_fault("client_name == \"x\"", &error));
    assert_non_null(filing_criteria_fault("doc_type ==", &error));
}

static void a_document_falls_where_its_criteria_hold(void **state)
{
    (void)state;
    struct filing_facts reading = {.doc_type = "PAY", .doc_category = "payment", .direction = "in"};
    struct filing_facts scan = {
        .doc_type = "LET", .doc_category = "letter", .appeal_category = "DEB", .direction = "in"};
    const char *payments = "doc_category == \"payment\" || appeal_category in [\"PAY\", \"DEB\"]";
    const char *appeals = "direction == \"in\" && doc_category == \"letter\"";

    assert_true(filing_matches(payments, &reading) && filing_matches(payments, &scan));
    assert_true(filing_matches(appeals, &scan) && !filing_matches(appeals, &reading));
    scan.direction = "out";
    assert_false(filing_matches(appeals, &scan));
    assert_false(filing_matches("doc_type +", &scan));
}

RUN_TESTS(T(the_demo_company_s_criteria_are_readable), T(criteria_ask_only_for_what_there_is),
          T(a_document_falls_where_its_criteria_hold))
