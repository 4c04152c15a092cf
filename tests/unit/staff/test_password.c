#include "password.h"
#include "unit.h"

#include <glib.h>

static struct passwords *passwords;

static int make(void **state)
{
    (void)state;
    passwords = passwords_new(&(struct password_cost){.memory_kib = 64, .passes = 1, .parallel = 2});
    return passwords ? 0 : -1;
}

static int unmake(void **state)
{
    (void)state;
    passwords_free(passwords);
    return 0;
}

static void a_password_fits_its_own_hash_alone(void **state)
{
    (void)state;
    g_autofree char *hash = NULL;
    bool matched = false;

    assert_int_equal(password_hash(passwords, "correct horse", &hash), ST_OK);
    assert_memory_equal(hash, "$argon2id$", 10);
    assert_int_equal(password_verify(passwords, hash, "correct horse", &matched), ST_OK);
    assert_true(matched);
    assert_int_equal(password_verify(passwords, hash, "Correct horse", &matched), ST_OK);
    assert_false(matched);
}

static void an_unknown_login_matches_no_password(void **state)
{
    (void)state;
    bool matched = true;

    assert_int_equal(password_verify(passwords, NULL, "", &matched), ST_OK);
    assert_false(matched);
}

static void a_hash_of_another_cost_is_outdated(void **state)
{
    (void)state;
    g_autofree char *hash = NULL;
    struct passwords *dearer = passwords_new(&(struct password_cost){.memory_kib = 128, .passes = 2, .parallel = 1});

    assert_int_equal(password_hash(passwords, "correct horse", &hash), ST_OK);
    assert_false(password_outdated(passwords, hash));
    assert_true(password_outdated(dearer, hash));
    passwords_free(dearer);
}

static void a_cost_that_is_none_is_refused(void **state)
{
    (void)state;
    assert_null(passwords_new(&(struct password_cost){.memory_kib = 64, .passes = 1, .parallel = 0}));
    assert_null(passwords_new(&(struct password_cost){.memory_kib = 1, .passes = 0, .parallel = 1}));
}

static void a_password_must_be_long_and_not_hold_the_login(void **state)
{
    static const struct {
        const char *password, *login, *fault;
    } cases[] = {
        {NULL, "petrov", "password_short"},
        {"", "petrov", "password_short"},
        {"123456789", "petrov", "password_short"},
        {"пароль-три", "petrov", NULL},
        {"1234567890", "petrov", NULL},
        {"xx-PETROV-xx", "petrov", "password_names_login"},
        {"xx-петрОВ-xx", "Петров", "password_names_login"},
        {"correct horse", NULL, NULL},
        {"correct horse", "", NULL},
    };
    (void)state;
    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        const char *fault = password_fault(cases[i].password, cases[i].login);
        assert_int_equal(fault == NULL, cases[i].fault == NULL);
        if (fault)
            assert_string_equal(fault, cases[i].fault);
    }
    g_autofree char *endless = g_strnfill(PASSWORD_MAX + 1, 'x');
    assert_string_equal(password_fault(endless, NULL), "password_long");
}

static void *verify_often(void *hash)
{
    bool matched, all = true;

    for (int i = 0; i < 20; i++)
        all &= password_verify(passwords, hash, "correct horse", &matched) == ST_OK && matched;
    return GINT_TO_POINTER(all);
}

static void more_at_once_than_allowed_wait_for_their_turn(void **state)
{
    (void)state;
    g_autofree char *hash = NULL;
    GThread *threads[6];

    assert_int_equal(password_hash(passwords, "correct horse", &hash), ST_OK);
    for (size_t i = 0; i < G_N_ELEMENTS(threads); i++)
        threads[i] = g_thread_new("verify", verify_often, hash);
    for (size_t i = 0; i < G_N_ELEMENTS(threads); i++)
        assert_true(GPOINTER_TO_INT(g_thread_join(threads[i])));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        T(a_password_fits_its_own_hash_alone),
        T(an_unknown_login_matches_no_password),
        T(a_hash_of_another_cost_is_outdated),
        T(a_cost_that_is_none_is_refused),
        T(a_password_must_be_long_and_not_hold_the_login),
        T(more_at_once_than_allowed_wait_for_their_turn),
    };
    return cmocka_run_group_tests(tests, make, unmake);
}
