#include "ids_of.h"
#include "staff.h"
#include "unit.h"

static instant at(const char *text)
{
    instant moment = 0;
    assert_int_equal(instant_parse(text, &moment), ST_OK);
    return moment;
}

static void names_are_written_in_full_and_with_initials(void **state)
{
    static const struct {
        struct employee employee;
        const char *name, *short_name;
    } cases[] = {
        {{.last = "Петров", .first = "Пётр", .middle = "Петрович"}, "Петров Пётр Петрович", "Петров П. П."},
        {{.last = "Ким", .first = "Ён"}, "Ким Ён", "Ким Ё."},
        {{.last = "root"}, "root", "root"},
        {{.last = "Ли", .first = "", .middle = ""}, "Ли", "Ли"},
    };
    (void)state;
    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        g_autofree char *name = employee_name(&cases[i].employee);
        g_autofree char *short_name = employee_short_name(&cases[i].employee);
        assert_string_equal(name, cases[i].name);
        assert_string_equal(short_name, cases[i].short_name);
    }
}

static void the_last_day_of_work_is_a_day_of_work_in_the_branch(void **state)
{
    static const struct {
        const char *fired, *tz, *now;
        bool left;
    } cases[] = {
        {"2026-11-20", "Europe/Moscow", "2026-11-20T12:00:00Z", false},
        {"2026-11-20", "Europe/Moscow", "2026-11-20T20:59:59Z", false},
        {"2026-11-20", "Europe/Moscow", "2026-11-20T21:00:00Z", true},
        {"2026-11-20", "Asia/Yekaterinburg", "2026-11-20T19:00:00Z", true},
        {"2026-11-20", "no such zone", "2026-11-21T00:00:00Z", true},
        {NULL, "Europe/Moscow", "2036-11-20T12:00:00Z", false},
    };
    (void)state;
    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        struct employee employee = {.fired = (char *)cases[i].fired};
        assert_int_equal(employee_has_left(&employee, cases[i].tz, at(cases[i].now)), cases[i].left);
    }
}

static void an_id_follows_from_kind_and_key(void **state)
{
    (void)state;
    char one[UUID_TEXT_SIZE], same[UUID_TEXT_SIZE], other[UUID_TEXT_SIZE];

    id_of("department", "SVE-FO", one);
    id_of("department", "SVE-FO", same);
    id_of("employee", "SVE-FO", other);
    assert_true(uuid_valid(one));
    assert_string_equal(one, same);
    assert_string_not_equal(one, other);
}

static void a_session_ends_by_time_and_by_revocation(void **state)
{
    (void)state;
    struct session session = {.expires_at = 100};

    assert_true(session_alive(&session, 99));
    assert_false(session_alive(&session, 100));
    session.revoked_at = 1;
    assert_false(session_alive(&session, 99));
}

RUN_TESTS(T(names_are_written_in_full_and_with_initials), T(the_last_day_of_work_is_a_day_of_work_in_the_branch),
          T(an_id_follows_from_kind_and_key), T(a_session_ends_by_time_and_by_revocation))
