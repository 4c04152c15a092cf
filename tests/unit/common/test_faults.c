#include "faults.h"
#include "unit.h"

static void faults_are_answered_with_place_code_and_text(void **state)
{
    (void)state;
    auto_faults faults;
    faults_init(&faults);
    faults_add(&faults, "/fields/abs/from", "required", NULL);
    faults_add(&faults, "/text", "too_long", "4000");
    json_auto_t *russian = faults_to_json(&faults, "ru");
    json_auto_t *expected =
        json_pack("[{s:s, s:s, s:s}, {s:s, s:s, s:s, s:s}]", "pointer", "/fields/abs/from", "code", "required",
                  "message", "Заполните это поле", "pointer", "/text", "code", "too_long", "detail", "4000", "message",
                  "Слишком длинный текст. Допускается не более 4000 знаков");
    assert_true(json_equal(russian, expected));
}

static void stored_faults_are_said_in_another_language(void **state)
{
    (void)state;
    auto_faults faults, read;
    faults_init(&faults);
    faults_init(&read);
    faults_add(&faults, "/text", "too_long", "4000");
    faults_add(&faults, "/type_code", "required", NULL);
    json_auto_t *stored = faults_to_json(&faults, "ru"), *expected = faults_to_json(&faults, "en");
    faults_add_stored(&read, stored);
    json_auto_t *english = faults_to_json(&read, "en");
    assert_true(json_equal(english, expected));
    assert_false(json_equal(english, stored));
}

static void without_language_there_is_no_message(void **state)
{
    (void)state;
    auto_faults faults;
    faults_init(&faults);
    faults_add(&faults, "", "bad_json", NULL);
    json_auto_t *plain = faults_to_json(&faults, NULL);
    json_auto_t *expected = json_pack("[{s:s, s:s}]", "pointer", "", "code", "bad_json");
    assert_true(json_equal(plain, expected));
}

static void hostile_input_gathers_no_more_than_the_limit(void **state)
{
    (void)state;
    auto_faults faults;
    faults_init(&faults);
    for (int i = 0; i < 10 * FAULTS_MAX; i++)
        faults_add(&faults, "/x", "unknown_member", NULL);
    assert_int_equal(faults.count, FAULTS_MAX);
}

static void bytes_that_are_no_utf8_do_not_lose_a_fault(void **state)
{
    (void)state;
    auto_faults faults;
    faults_init(&faults);
    faults_add(&faults, "/\xff", "not_in_list", "\xfe");
    json_auto_t *answer = faults_to_json(&faults, "en");
    assert_int_equal(json_array_size(answer), 1);
    assert_true(json_is_string(json_object_get(json_array_get(answer, 0), "message")));
}

static void released_faults_can_be_used_again(void **state)
{
    (void)state;
    struct faults faults;
    faults_init(&faults);
    faults_add(&faults, "/a", "required", NULL);
    faults_release(&faults);
    assert_int_equal(faults.count, 0);
    faults_add(&faults, "/b", "required", NULL);
    assert_string_equal(faults.list[0].pointer, "/b");
    faults_release(&faults);
}

RUN_TESTS(T(faults_are_answered_with_place_code_and_text), T(stored_faults_are_said_in_another_language),
          T(without_language_there_is_no_message), T(hostile_input_gathers_no_more_than_the_limit),
          T(bytes_that_are_no_utf8_do_not_lose_a_fault), T(released_faults_can_be_used_again))
