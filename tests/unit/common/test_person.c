#include "person.h"
#include "unit.h"

#include <glib.h>

static char *home[] = {"SVE", NULL}, *everywhere[] = {"*", NULL}, *nowhere[] = {NULL};
static char *rights[] = {"appeal.send", "client.read", NULL};

static struct person clerk(void)
{
    return (struct person){.id = "p1", .department = "d1", .branches = home, .rights = rights};
}

static void a_right_is_held_by_its_whole_name(void **state)
{
    (void)state;
    struct person person = clerk();
    assert_true(person_may(&person, "appeal.send"));
    assert_false(person_may(&person, "appeal"));
    assert_false(person_may(&person, "appeal.send.all"));
    assert_false(person_may(&person, ""));
    assert_false(person_may(NULL, "appeal.send"));
}

static void a_star_sees_every_branch(void **state)
{
    (void)state;
    struct person person = clerk();
    assert_true(person_sees_branch(&person, "SVE"));
    assert_false(person_sees_branch(&person, "KOM"));
    person.branches = everywhere;
    assert_true(person_sees_branch(&person, "KOM"));
    person.branches = nowhere;
    assert_false(person_sees_branch(&person, "SVE"));
}

static void an_object_is_seen_by_branch_department_or_having_held_it(void **state)
{
    (void)state;
    static const char *const held_by_me[] = {"p9", "p1", NULL}, *const held_by_others[] = {"p9", NULL};
    static const struct {
        struct subject subject;
        bool confidential_right, seen;
    } cases[] = {
        {{.branch = "SVE"}, false, true},
        {{.branch = "KOM"}, false, false},
        {{.branch = "KOM", .department = "d1"}, false, true},
        {{.branch = "KOM", .department = "d2"}, false, false},
        {{.branch = "KOM", .holder = "p1"}, false, true},
        {{.branch = "KOM", .holder = "p2"}, false, false},
        {{.branch = "KOM", .held_by = held_by_me}, false, true},
        {{.branch = "KOM", .held_by = held_by_others}, false, false},
        {{.branch = "KOM", .department = "", .holder = ""}, false, false},
        {{0}, false, false},
        {{.branch = "SVE", .confidential = true}, false, false},
        {{.branch = "SVE", .confidential = true}, true, true},
        {{.branch = "KOM", .confidential = true}, true, false},
        {{.branch = "SVE", .held_by = held_by_me, .confidential = true}, false, false},
        {{.branch = "KOM", .holder = "p1", .confidential = true}, false, true},
    };
    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        struct person person = clerk();
        person.confidential = cases[i].confidential_right;
        if (person_may_see(&person, &cases[i].subject) != cases[i].seen)
            fail_msg("case %zu", i);
        assert_false(person_may_see(NULL, &cases[i].subject));
    }
}

static void nobody_without_department_sees_what_has_none(void **state)
{
    (void)state;
    struct person person = clerk();
    person.department = "";
    person.id = "";
    assert_false(person_may_see(&person, &(struct subject){.branch = "KOM", .department = "", .holder = ""}));
}

static void the_sql_takes_its_parameters_from_the_place_asked(void **state)
{
    (void)state;
    assert_non_null(strstr(rights_sql(1), "$1::text[]"));
    assert_non_null(strstr(rights_sql(4), "$7::boolean"));
    assert_null(strstr(rights_sql(4), "$3"));
    struct person person = clerk();
    const char *params[RIGHTS_PARAMETERS];
    rights_params(&person, params);
    assert_string_equal(params[0], "{\"SVE\"}");
    assert_string_equal(params[1], "d1");
    assert_string_equal(params[2], "p1");
    assert_string_equal(params[3], "false");
    g_free(person.branches_literal);
}

RUN_TESTS(T(a_right_is_held_by_its_whole_name), T(a_star_sees_every_branch),
          T(an_object_is_seen_by_branch_department_or_having_held_it), T(nobody_without_department_sees_what_has_none),
          T(the_sql_takes_its_parameters_from_the_place_asked))
