#include "texts.h"
#include "unit.h"

#include <glib.h>
#include <jansson.h>

static void a_code_has_a_text_in_each_language(void **state)
{
    (void)state;
    assert_string_equal(text_of("required", "ru"), "Заполните это поле");
    assert_string_equal(text_of("required", "en"), "Please fill in this field");
    assert_string_equal(text_of("required", "fr"), text_of("required", "ru"));
    assert_string_equal(text_of("required", NULL), text_of("required", "ru"));
}

static void an_unknown_code_stands_for_itself(void **state)
{
    (void)state;
    assert_string_equal(text_of("no_such_code", "ru"), "no_such_code");
}

static void the_detail_fills_the_text(void **state)
{
    (void)state;
    static const struct {
        const char *code, *detail, *text;
    } cases[] = {
        {"too_long", "20", "The text is too long. At most 20 characters are accepted"},
        {"conflict", NULL, "This cannot be done now"},
        {"conflict", "100%s sure:", "This cannot be done now: 100%s sure:"},
        {"required", "unused", "Please fill in this field"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        g_autofree char *text = text_format(cases[i].code, "en", cases[i].detail);
        assert_string_equal(text, cases[i].text);
    }
}

static json_t *load(const char *language)
{
    g_autofree char *path = g_strdup_printf("%s/proto-schemas/texts/%s.json", OTKLIK_SOURCE_DIR, language);
    json_t *texts = json_load_file(path, JSON_REJECT_DUPLICATES, NULL);
    assert_non_null(texts);
    return texts;
}

static size_t details_in(const json_t *text)
{
    const char *first = strstr(json_string_value(text), "%s");
    return first ? 1 + (strstr(first + 2, "%s") != NULL) : 0;
}

static void both_languages_know_the_same_codes_and_details(void **state)
{
    (void)state;
    json_auto_t *russian = load("ru"), *english = load("en");
    const char *code;
    json_t *text;
    assert_int_equal(json_object_size(russian), json_object_size(english));
    json_object_foreach(russian, code, text)
    {
        json_t *other = json_object_get(english, code);
        if (!json_is_string(other) || !*json_string_value(other) || !*json_string_value(text) ||
            details_in(text) != details_in(other) || details_in(text) > 1)
            fail_msg("the texts of '%s' do not fit each other", code);
    }
}

RUN_TESTS(T(a_code_has_a_text_in_each_language), T(an_unknown_code_stands_for_itself), T(the_detail_fills_the_text),
          T(both_languages_know_the_same_codes_and_details))
