#include "lockout.h"
#include "unit.h"

#define NOW (INT64_C(1700000000) * USEC_PER_SEC)
#define MINUTE (60 * USEC_PER_SEC)

static void the_right_password_lets_in_and_forgets_failures(void **state)
{
    (void)state;
    struct credential credential = {.failures = 4};

    assert_true(lockout_try(&credential, true, NOW));
    assert_int_equal(credential.failures, 0);
}

static void the_fifth_failure_locks_for_a_quarter_of_an_hour(void **state)
{
    (void)state;
    struct credential credential = {0};

    for (int i = 0; i < 4; i++)
        assert_false(lockout_try(&credential, false, NOW));
    assert_int_equal(credential.locked_until, 0);
    assert_false(lockout_try(&credential, false, NOW));
    assert_int_equal(credential.locked_until, NOW + 15 * MINUTE);
}

static void the_right_password_does_not_open_a_locked_login(void **state)
{
    (void)state;
    struct credential credential = {.locked_until = NOW + MINUTE};

    assert_false(lockout_try(&credential, true, NOW));
    assert_int_equal(credential.locked_until, NOW + MINUTE);
}

static void a_try_while_locked_does_not_make_it_longer(void **state)
{
    (void)state;
    struct credential credential = {.locked_until = NOW + MINUTE};

    for (int i = 0; i < 20; i++)
        assert_false(lockout_try(&credential, false, NOW));
    assert_int_equal(credential.locked_until, NOW + MINUTE);
    assert_int_equal(credential.failures, 0);
}

static void after_the_lock_a_person_has_five_tries_again(void **state)
{
    (void)state;
    struct credential credential = {.locked_until = NOW};

    for (int i = 0; i < 4; i++)
        assert_false(lockout_try(&credential, false, NOW));
    assert_true(lockout_try(&credential, true, NOW));
}

RUN_TESTS(T(the_right_password_lets_in_and_forgets_failures), T(the_fifth_failure_locks_for_a_quarter_of_an_hour),
          T(the_right_password_does_not_open_a_locked_login), T(a_try_while_locked_does_not_make_it_longer),
          T(after_the_lock_a_person_has_five_tries_again))
