#include "keys.h"
#include "unit.h"

#include <sys/stat.h>
#include <unistd.h>

#include <glib.h>
#include <glib/gstdio.h>

#define NOW (INT64_C(1700000000) * USEC_PER_SEC)

static char *folder, *path;

static int make(void **state)
{
    (void)state;
    folder = g_dir_make_tmp("staff-keys-XXXXXX", NULL);
    path = g_build_filename(folder, "keys.json", NULL);
    return 0;
}

static int unmake(void **state)
{
    (void)state;
    g_unlink(path);
    g_rmdir(folder);
    g_free(path);
    g_free(folder);
    return 0;
}

static char *sign(struct keys *keys)
{
    char *none[] = {NULL};
    struct person person = {.id = "01938b7e-0000-7000-8000-000000000001", .rights = none, .branches = none};

    return keys_sign(keys, &person, &(struct token_terms){.issuer = "i", .audience = "a", .now = NOW, .ttl_s = 60});
}

static enum status verify_by(const char *key_set, const char *token)
{
    struct token_verifier *verifier = token_verifier_new(&(struct token_options){.issuer = "i", .audience = "a"});
    struct person *person = NULL;
    const char *code;

    assert_int_equal(token_verifier_keys(verifier, key_set), ST_OK);
    enum status status = token_verify(verifier, token, NOW, &person, &code);
    person_free(person);
    token_verifier_free(verifier);
    return status;
}

/* Verifies a token by the public keys as they are now. */
static enum status verify(struct keys *keys, const char *token)
{
    json_auto_t *set = keys_public(keys);
    g_autofree char *text = json_dumps(set, 0);

    return verify_by(text, token);
}

static void the_first_start_makes_a_file_for_its_owner_alone(void **state)
{
    (void)state;
    struct stat about;
    struct keys *keys = keys_open(path, NOW);

    assert_non_null(keys);
    assert_int_equal(stat(path, &about), 0);
    assert_int_equal(about.st_mode & 0777, 0600);
    keys_close(keys);
}

static void a_restart_signs_with_the_same_key(void **state)
{
    (void)state;
    struct keys *first = keys_open(path, NOW);
    g_autofree char *token = sign(first);
    keys_close(first);
    struct keys *second = keys_open(path, NOW);

    assert_int_equal(verify(second, token), ST_OK);
    keys_close(second);
}

static void old_keys_verify_until_three_others_have_signed(void **state)
{
    (void)state;
    struct keys *keys = keys_open(path, NOW);
    g_autofree char *token = sign(keys);

    for (int i = 0; i < 3; i++) {
        assert_int_equal(keys_rotate(keys, NOW), ST_OK);
        assert_int_equal(verify(keys, token), ST_OK);
    }
    assert_int_equal(keys_rotate(keys, NOW), ST_OK);
    assert_int_not_equal(verify(keys, token), ST_OK);
    keys_close(keys);
}

static void the_next_key_is_known_before_it_signs(void **state)
{
    (void)state;
    struct keys *keys = keys_open(path, NOW);
    json_auto_t *before = keys_public(keys);
    g_autofree char *known = json_dumps(before, 0);

    assert_int_equal(keys_rotate(keys, NOW), ST_OK);
    g_autofree char *token = sign(keys);
    assert_int_equal(verify_by(known, token), ST_OK);
    keys_close(keys);
}

static void a_rotation_by_another_instance_is_seen(void **state)
{
    (void)state;
    struct keys *one = keys_open(path, NOW), *other = keys_open(path, NOW);

    assert_int_equal(keys_rotate(one, NOW), ST_OK);
    g_autofree char *token = sign(one);
    assert_int_equal(verify(other, token), ST_OK);
    keys_close(one);
    keys_close(other);
}

static void a_file_that_others_may_read_is_refused(void **state)
{
    (void)state;
    keys_close(keys_open(path, NOW));
    assert_int_equal(chmod(path, 0644), 0);
    assert_null(keys_open(path, NOW));
}

static void a_file_that_holds_no_key_is_refused_and_left_as_it_is(void **state)
{
    (void)state;
    g_autofree char *text = NULL;

    assert_true(g_file_set_contents_full(path, "{}", 2, G_FILE_SET_CONTENTS_NONE, 0600, NULL));
    assert_null(keys_open(path, NOW));
    assert_true(g_file_get_contents(path, &text, NULL, NULL));
    assert_string_equal(text, "{}");
}

static void the_public_set_holds_no_private_part(void **state)
{
    (void)state;
    struct keys *keys = keys_open(path, NOW);
    json_auto_t *set = keys_public(keys);

    assert_int_equal(json_array_size(json_object_get(set, "keys")), 2);
    assert_null(json_object_get(json_array_get(json_object_get(set, "keys"), 0), "d"));
    keys_close(keys);
}

#define K(name) cmocka_unit_test_setup_teardown(name, make, unmake)

RUN_TESTS(K(the_first_start_makes_a_file_for_its_owner_alone), K(a_restart_signs_with_the_same_key),
          K(old_keys_verify_until_three_others_have_signed), K(the_next_key_is_known_before_it_signs),
          K(a_rotation_by_another_instance_is_seen), K(a_file_that_others_may_read_is_refused),
          K(a_file_that_holds_no_key_is_refused_and_left_as_it_is), K(the_public_set_holds_no_private_part))
