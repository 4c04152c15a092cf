#include "norm/fio.h"
#include "norm/normalise.h"
#include "norm/similarity.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>
#include <glib.h>

static void names_are_read_in_any_usual_order(void **state)
{
    (void)state;
    static const struct {
        const char *raw, *last, *first, *middle;
    } names[] = {
        {"Иванов Иван Иванович", "ИВАНОВ", "ИВАН", "ИВАНОВИЧ"},
        {"Иван Иванович Иванов", "ИВАНОВ", "ИВАН", "ИВАНОВИЧ"},
        {"ИВАНОВ И.И.", "ИВАНОВ", "И.", "И."},
        {"А.С. Пушкин", "ПУШКИН", "А.", "С."},
        {"А С Пушкин", "ПУШКИН", "А", "С"},
        {"Мария Иванова", "ИВАНОВА", "МАРИЯ", ""},
        {"Иванова Мария", "ИВАНОВА", "МАРИЯ", ""},
        {"Иванова", "ИВАНОВА", "", ""},
        {"Петрова-Иванова Анна Львовна", "ПЕТРОВА-ИВАНОВА", "АННА", "ЛЬВОВНА"},
        {"Петрова Иванова Анна Львовна", "ПЕТРОВА-ИВАНОВА", "АННА", "ЛЬВОВНА"},
        {"Алиев Вагиф Мамед оглы", "АЛИЕВ", "ВАГИФ", "МАМЕД ОГЛЫ"},
        {"Сергеев Пётр Сергеич", "СЕРГЕЕВ", "ПЕТР", "СЕРГЕЕВИЧ"},
        {"Сергеев Пётр Иваныч", "СЕРГЕЕВ", "ПЕТР", "ИВАНОВИЧ"},
        {"Рабинович Лев Абрамович", "РАБИНОВИЧ", "ЛЕВ", "АБРАМОВИЧ"},
        {"Рабинович Лев", "РАБИНОВИЧ", "ЛЕВ", ""},
        {"Иванов Иван Иванович ПЕРЕЕХАЛ", "ИВАНОВ", "ИВАН", "ИВАНОВИЧ"},
        {"Иван Иванович", "", "ИВАН", "ИВАНОВИЧ"},
        {"Ли Анна", "ЛИ", "АННА", ""},
    };
    for (size_t i = 0; i < G_N_ELEMENTS(names); i++) {
        auto_fio fio;
        fio_parse(names[i].raw, &fio);
        if (strcmp(fio.last, names[i].last) || strcmp(fio.first, names[i].first) || strcmp(fio.middle, names[i].middle))
            fail_msg("'%s' was read as %s|%s|%s", names[i].raw, fio.last, fio.first, fio.middle);
        assert_false(fio.stub);
    }
}

static void a_clerks_filler_names_nobody(void **state)
{
    (void)state;
    static const char *const fillers[] = {"Квартира 45",   "Собственник", "наследники Иванова", "н/д", ".", "",
                                          "Администрация", NULL,          "Новый собственник"};
    for (size_t i = 0; i < G_N_ELEMENTS(fillers); i++) {
        auto_fio fio;
        fio_parse(fillers[i], &fio);
        if (!fio.stub)
            fail_msg("'%s' was taken for a name", fillers[i]);
        assert_null(fio_full_key(&fio));
        assert_null(fio_initials_key(&fio));
    }
}

static void two_owners_in_one_field_are_no_person(void **state)
{
    (void)state;
    auto_fio fio;
    fio_parse("Иванов И.И., Иванова М.П.", &fio);
    assert_true(fio.several);
    assert_null(fio_initials_key(&fio));
}

static void a_name_in_brackets_is_a_former_one(void **state)
{
    (void)state;
    auto_fio fio;
    fio_parse("Иванова (Сидорова) Анна Львовна", &fio);
    assert_string_equal(fio.last, "ИВАНОВА");
    assert_string_equal(fio.first, "АННА");
    assert_string_equal(fio.former, "СИДОРОВА");
}

static char *full_key(const char *last, const char *first, const char *middle)
{
    auto_fio fio;
    fio_set(last, first, middle, &fio);
    return fio_full_key(&fio);
}

static void spellings_of_one_name_have_one_key(void **state)
{
    (void)state;
    static const char *const pairs[][6] = {
        {"Иванова", "Наталия", "Петровна", "ИВАНОВА", "Наталья", "Петровна"},
        {"Иванова", "София", "Юрьевна", "Иванова", "Софья", "Юриевна"},
        {"Сёмин", "Данил", "Ильич", "Семин", "Даниил", "Ильич"},
        {"Петрова — Иванова", "Анна", "", "Петрова Иванова", "Анна", NULL},
        {"Иванов Иван Иванович", "", "", "Иванов", "Иван", "Иванович"},
    };
    for (size_t i = 0; i < G_N_ELEMENTS(pairs); i++) {
        g_autofree char *a = full_key(pairs[i][0], pairs[i][1], pairs[i][2]);
        g_autofree char *b = full_key(pairs[i][3], pairs[i][4], pairs[i][5]);
        assert_non_null(a);
        assert_string_equal(a, b);
    }
}

static void initials_make_no_full_key(void **state)
{
    (void)state;
    assert_null(full_key("Иванов", "И.", "И."));
    assert_null(full_key("Иванов", "И", ""));
    assert_null(full_key("Иванов", "Серг.", "Иванович"));
    assert_null(full_key("Иванов", "Ал-др", "Иванович"));
    assert_null(full_key("Иванов", "", ""));
}

static void different_people_have_different_keys(void **state)
{
    (void)state;
    g_autofree char *elena = full_key("Иванова", "Елена", "Петровна");
    g_autofree char *alena = full_key("Иванова", "Алёна", "Петровна");
    g_autofree char *twin = full_key("Иванова", "Полина", "Петровна");
    assert_string_not_equal(elena, alena);
    assert_string_not_equal(elena, twin);
}

static void surnames_agree_only_as_the_same_word(void **state)
{
    (void)state;
    static const struct {
        const char *a, *b;
        bool same;
    } pairs[] = {
        {"Иванов", "ИВАНОВ", true},   {"Ивaнов", "Иванов", true},       {"Иванов", "Иванова", false},
        {"Фёдоров", "Федоров", true}, {"Квартира 45", "Иванов", false}, {"Собственник", "Собственник", false},
    };
    for (size_t i = 0; i < G_N_ELEMENTS(pairs); i++) {
        auto_fio a, b;
        fio_parse(pairs[i].a, &a);
        fio_parse(pairs[i].b, &b);
        assert_int_equal(fio_same_last(&a, &b), pairs[i].same);
    }
}

static void given_names_agree_when_one_shortens_the_other(void **state)
{
    (void)state;
    static const struct {
        const char *a, *b;
        bool agree;
    } pairs[] = {
        {"Иванов И.И.", "Иванов Иван Иванович", true},  {"Иванов Серг.", "Иванов Сергей", true},
        {"Иванов Ал-др", "Иванов Александр", true},     {"Иванов", "Иванов Пётр", true},
        {"Иванов П.И.", "Иванов Иван Иванович", false}, {"Иванов Павел", "Иванов Пётр", false},
        {"Иванова Наталия", "Иванова Наталья", true},
    };
    for (size_t i = 0; i < G_N_ELEMENTS(pairs); i++) {
        auto_fio a, b;
        fio_parse(pairs[i].a, &a);
        fio_parse(pairs[i].b, &b);
        if (fio_compatible_given(&a, &b) != pairs[i].agree)
            fail_msg("'%s' and '%s'", pairs[i].a, pairs[i].b);
    }
}

static void names_that_sound_alike_have_one_sound_key(void **state)
{
    (void)state;
    static const char *const pairs[][2] = {{"КОРОВИН", "КАРОВИН"}, {"ФИЛИППОВ", "ФИЛИПОФ"}, {"ПЕТРОВ", "ПИТРОВ"}};
    for (size_t i = 0; i < G_N_ELEMENTS(pairs); i++) {
        g_autofree char *a = fio_sound_key(pairs[i][0]);
        g_autofree char *b = fio_sound_key(pairs[i][1]);
        assert_string_equal(a, b);
    }
}

/* The definition, without a table: slow and plainly right. */
static unsigned naive_distance(const char *a, size_t m, const char *b, size_t n)
{
    if (m == 0 || n == 0)
        return (unsigned)(m + n);
    unsigned best = naive_distance(a, m - 1, b, n - 1) + (a[m - 1] != b[n - 1]);
    best = MIN(best, naive_distance(a, m - 1, b, n) + 1);
    best = MIN(best, naive_distance(a, m, b, n - 1) + 1);
    if (m > 1 && n > 1 && a[m - 1] == b[n - 2] && a[m - 2] == b[n - 1])
        best = MIN(best, naive_distance(a, m - 2, b, n - 2) + 1);
    return best;
}

static void distance_equals_its_definition(void **state)
{
    (void)state;
    g_autoptr(GRand) rand = g_rand_new_with_seed(20261120);
    for (int round = 0; round < 300; round++) {
        char a[7] = "", b[7] = "";
        size_t m = (size_t)g_rand_int_range(rand, 0, 6), n = (size_t)g_rand_int_range(rand, 0, 6);
        for (size_t i = 0; i < m; i++)
            a[i] = (char)g_rand_int_range(rand, 'a', 'd');
        for (size_t i = 0; i < n; i++)
            b[i] = (char)g_rand_int_range(rand, 'a', 'd');
        assert_int_equal(similarity_distance(a, b), naive_distance(a, m, b, n));
    }
    assert_int_equal(similarity_distance("ИВАНОВ", "ИВАНВО"), 1);
}

static void typing_errors_are_tolerated_by_length(void **state)
{
    (void)state;
    assert_false(similarity_is_typo("ИВАН", "ИВАМ"));
    assert_true(similarity_is_typo("ИВАНОВ", "ИВАНОФ"));
    assert_false(similarity_is_typo("ИВАНОВ", "ИФАНОФ"));
    assert_true(similarity_is_typo("КОНСТАНТИНОВ", "КАНСТАНТИНОФ"));
}

static double alike(const char *left, const char *right)
{
    auto_fio a, b;
    fio_parse(left, &a);
    fio_parse(right, &b);
    return similarity_fio(&a, &b);
}

static void similar_names_score_above_the_rules_limits(void **state)
{
    (void)state;
    assert_true(alike("Иванов Иван Иванович", "иванов иван иванович") == 1);
    assert_true(alike("Иванов Иван Иванович", "Иванов И.И.") >= 0.85);
    assert_true(alike("Кузнецова Мария Петровна", "Кузнецова Мария Петровнa") >= 0.92);
    assert_true(alike("Кузнецова Мария Петровна", "Кузнецва Мария Петровна") >= 0.92);
    assert_true(alike("Петрова-Иванова Анна Львовна", "Иванова Анна Львовна") >= 0.85);
    assert_true(alike("Иванов Иван Иванович", "Сидоров Пётр Львович") < 0.6);
    assert_true(alike("Иванов Иван Иванович", "Иванов Пётр Иванович") < 0.85);
    assert_true(alike("Собственник", "Собственник") == 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(names_are_read_in_any_usual_order),
        cmocka_unit_test(a_clerks_filler_names_nobody),
        cmocka_unit_test(two_owners_in_one_field_are_no_person),
        cmocka_unit_test(a_name_in_brackets_is_a_former_one),
        cmocka_unit_test(spellings_of_one_name_have_one_key),
        cmocka_unit_test(initials_make_no_full_key),
        cmocka_unit_test(different_people_have_different_keys),
        cmocka_unit_test(surnames_agree_only_as_the_same_word),
        cmocka_unit_test(given_names_agree_when_one_shortens_the_other),
        cmocka_unit_test(names_that_sound_alike_have_one_sound_key),
        cmocka_unit_test(distance_equals_its_definition),
        cmocka_unit_test(typing_errors_are_tolerated_by_length),
        cmocka_unit_test(similar_names_score_above_the_rules_limits),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
