#include "letter.h"
#include "unit.h"

static char *counter(const char *direction, const char *at)
{
    instant when = 0;
    assert_int_equal(instant_parse(at, &when), ST_OK);
    return letter_counter(direction, "SVE", when);
}

static void a_journal_is_of_a_direction_a_branch_and_a_year(void **state)
{
    (void)state;
    g_autofree char *in = counter("in", "2026-11-20T10:00:00Z");
    g_autofree char *out = counter("out", "2026-11-20T10:00:00Z");
    assert_string_equal(in, "Вх-SVE-2026-");
    assert_string_equal(out, "Исх-SVE-2026-");
}

static void the_year_begins_in_moscow(void **state)
{
    (void)state;
    g_autofree char *before = counter("in", "2026-12-31T20:59:59Z");
    g_autofree char *after = counter("in", "2026-12-31T21:00:00Z");
    assert_string_equal(before, "Вх-SVE-2026-");
    assert_string_equal(after, "Вх-SVE-2027-");
}

static void an_appeal_is_told_only_what_belongs_to_it(void **state)
{
    (void)state;
    json_auto_t *body = json_pack("{s:s, s:s, s:n, s:{s:s}}", "text", "Прошу", "subject", "О счёте", "account",
                                  "applicant", "last", "Иванова");
    json_auto_t *part = letter_appeal_part(body);
    assert_int_equal(json_object_size(part), 2);
    assert_non_null(json_object_get(part, "text"));
    assert_non_null(json_object_get(part, "applicant"));
}

RUN_TESTS(T(a_journal_is_of_a_direction_a_branch_and_a_year), T(the_year_begins_in_moscow),
          T(an_appeal_is_told_only_what_belongs_to_it))
