#include "about_words.h"
#include "unit.h"

static void assert_words(const char *text, const char *expected)
{
    g_autoptr(GPtrArray) words = about_words(text);
    g_ptr_array_add(words, NULL);
    g_autofree char *joined = g_strjoinv(" ", (char **)words->pdata);
    assert_string_equal(joined, expected);
}

static void a_surname_is_the_same_in_every_case(void **state)
{
    (void)state;
    static const char *const cases[][2] = {
        {"Петрова Петровой Петрову Петровою Петров Петровым Петрове", "петров"},
        {"Достоевский Достоевского Достоевскому Достоевским Достоевском Достоевская Достоевской", "достоевск"},
        {"Гоголь Гоголя Гоголю Гоголем Гоголе", "гогол"},
        {"Шевченко", "шевченк"},
        {"Воробьёва ВОРОБЬЕВОЙ", "воробьев"},
    };
    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        g_autoptr(GPtrArray) words = about_words(cases[i][0]);
        assert_true(words->len > 0);
        for (guint n = 0; n < words->len; n++)
            assert_string_equal(words->pdata[n], cases[i][1]);
    }
}

static void a_text_is_cut_into_words_numbers_and_initials(void **state)
{
    (void)state;
    assert_words("на Петрову А.И. (таб. 00123), окно 5", "на петров а и таб 00123 окн 5");
    assert_words("Ким и Цой", "ким и цой");
    assert_words("Мамин-Сибиряк", "мамин сибиряк");
    assert_words("", "");
    assert_words(NULL, "");
}

static void a_long_text_ends_after_forty_words(void **state)
{
    (void)state;
    GString *text = g_string_new(NULL);
    for (int i = 0; i < 100; i++)
        g_string_append_printf(text, "%d ", i);
    g_autoptr(GPtrArray) words = about_words(text->str);
    assert_int_equal(words->len, 40);
    g_string_free(text, TRUE);
}

RUN_TESTS(T(a_surname_is_the_same_in_every_case), T(a_text_is_cut_into_words_numbers_and_initials),
          T(a_long_text_ends_after_forty_words))
