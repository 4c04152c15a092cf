#include "person.h"
#include "unit.h"

#include <glib.h>

static char *home[] = {"SVE", NULL}, *everywhere[] = {"*", NULL}, *nowhere[] = {NULL};
static char *rights[] = {"appeal.send", "client.read", NULL}, *heads[] = {"d7", NULL};

static struct person clerk(void)
{
    return (struct person){.id = "p1", .department = "d1", .branches = home, .rights = rights, .heads = heads};
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
    json_auto_t *me = json_pack("[s, s]", "p9", "p1"), *others = json_pack("[s]", "p9");
    const struct {
        struct subject subject;
        bool confidential_right, seen;
    } cases[] = {
        {{.branch = "SVE"}, false, true},
        {{.branch = "KOM"}, false, false},
        {{.branch = "KOM", .department = "d1"}, false, true},
        {{.branch = "KOM", .department = "d2"}, false, false},
        {{.branch = "KOM", .holder = "p1"}, false, true},
        {{.branch = "KOM", .holder = "p2"}, false, false},
        {{.branch = "KOM", .held_by = me}, false, true},
        {{.branch = "KOM", .held_by = others}, false, false},
        {{.branch = "KOM", .department = "", .holder = ""}, false, false},
        {{0}, false, false},
        {{.branch = "SVE", .confidential = true}, false, false},
        {{.branch = "SVE", .confidential = true}, true, true},
        {{.branch = "KOM", .confidential = true}, true, false},
        {{.branch = "SVE", .held_by = me, .confidential = true}, false, false},
        {{.branch = "KOM", .holder = "p1", .confidential = true}, false, true},
        {{.branch = "SVE", .department = "d1", .confidential = true}, false, false},
        {{.branch = "KOM", .department = "d7", .confidential = true}, false, true},
        {{.branch = "KOM", .department = "d7"}, false, true},
        {{.branch = "SVE", .excluded = others}, false, true},
        {{.branch = "SVE", .excluded = me}, true, false},
        {{.branch = "SVE", .holder = "p1", .department = "d7", .excluded = me}, true, false},
    };
    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        struct person person = clerk();
        person.confidential = cases[i].confidential_right;
        if (person_may_see(&person, &cases[i].subject) != cases[i].seen)
            fail_msg("case %zu", i);
        assert_false(person_may_see(NULL, &cases[i].subject));
    }
}

static void an_object_about_a_head_is_hidden_from_those_below(void **state)
{
    (void)state;
    static char *above[] = {"boss", "director", NULL};
    json_auto_t *about_director = json_pack("[s]", "director"), *about_another = json_pack("[s]", "p2");
    struct person person = clerk();
    person.superiors = above;
    assert_false(person_may_see(&person, &(struct subject){.branch = "SVE", .excluded = about_director}));
    assert_true(person_may_see(&person, &(struct subject){.branch = "SVE", .excluded = about_another}));
    assert_true(person_excluded(&person, about_director));
    assert_false(person_excluded(&person, NULL));
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
    assert_non_null(strstr(rights_sql(4), "$9::uuid[]"));
    assert_null(strstr(rights_sql(4), "$3"));
    static char *above[] = {"boss", NULL};
    struct person person = clerk();
    const char *params[RIGHTS_PARAMETERS];
    person.superiors = above;
    rights_params(&person, params);
    assert_string_equal(params[0], "{\"SVE\"}");
    assert_string_equal(params[1], "d1");
    assert_string_equal(params[2], "p1");
    assert_string_equal(params[3], "false");
    assert_string_equal(params[4], "{\"d7\"}");
    assert_string_equal(params[5], "{\"p1\",\"boss\"}");
    g_free(person.branches_literal);
    g_free(person.heads_literal);
    g_free(person.chain_literal);
}

RUN_TESTS(T(a_right_is_held_by_its_whole_name), T(a_star_sees_every_branch),
          T(an_object_is_seen_by_branch_department_or_having_held_it), T(nobody_without_department_sees_what_has_none),
          T(an_object_about_a_head_is_hidden_from_those_below), T(the_sql_takes_its_parameters_from_the_place_asked))
