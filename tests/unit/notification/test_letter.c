#include "letter_cache.h"
#include "letter_pdf.h"
#include "unit.h"

#include <unistd.h>

#include <glib/gstdio.h>

#define FORM                                                                                                           \
    "{{branch.name}}\n{{out_no}} от {{out_date}}\n\n{{applicant.name}}\n{{applicant.address}}\n\n{{body}}\n\n"       \
    "{{signer.position}}          {{signer.name}}\n\nИсполнитель: {{executor.name}}, тел. {{executor.phone}}"

static GHashTable *values_new(const char *body)
{
    GHashTable *values = g_hash_table_new(g_str_hash, g_str_equal);
    g_hash_table_insert(values, "branch.name", "Самарский филиал");
    g_hash_table_insert(values, "out_no", "SMR-2026-0000012/1");
    g_hash_table_insert(values, "out_date", "20.11.2026");
    g_hash_table_insert(values, "applicant.name", "Ивановой Марии Петровне");
    g_hash_table_insert(values, "applicant.address", "443000, г. Самара, ул. Мира, д. 3, кв. 45");
    g_hash_table_insert(values, "body", (char *)body);
    g_hash_table_insert(values, "signer.position", "Начальник отдела");
    g_hash_table_insert(values, "signer.name", "П. П. Петров");
    return values;
}

static void a_line_without_any_value_is_left_out(void **state)
{
    (void)state;
    g_autoptr(GHashTable) values = values_new("Текст");
    g_autofree char *filled = layout_fill("от {{out_date}}\nтел. {{executor.phone}}\nконец {{", values);
    assert_string_equal(filled, "от 20.11.2026\nконец {{");
}

static void values_are_never_read_as_a_form(void **state)
{
    (void)state;
    g_autoptr(GHashTable) values = values_new("{{signer.name}}");
    g_autofree char *filled = layout_fill("{{body}}", values);
    assert_string_equal(filled, "{{signer.name}}");
}

static void a_form_is_cut_into_the_places_of_a_letter(void **state)
{
    struct letter_text text = {0};
    (void)state;
    g_autoptr(GHashTable) values = values_new("Один\n\nДва");
    letter_text_fill(FORM, values, &text);
    assert_string_equal(text.head, "Самарский филиал\nSMR-2026-0000012/1 от 20.11.2026");
    assert_string_equal(text.addressee, "Ивановой Марии Петровне\n443000, г. Самара, ул. Мира, д. 3, кв. 45");
    assert_string_equal(text.body, "Один\n\nДва");
    assert_string_equal(text.position, "Начальник отдела");
    assert_string_equal(text.signer, "П. П. Петров");
    assert_string_equal(text.footer, "");
    letter_text_release(&text);
}

static GBytes *render(const char *body, struct letter_text *text)
{
    g_autoptr(GHashTable) values = values_new(body);
    letter_text_fill(FORM, values, text);
    text->title = g_strdup("Ответ");
    text->created_at = g_strdup("2026-11-20T10:15:02Z");
    GBytes *pdf = letter_pdf_render(text);
    assert_non_null(pdf);
    return pdf;
}

static char *output_of(const char *command, const char *path)
{
    g_autofree char *line = g_strdup_printf(command, path);
    char *out = NULL;
    assert_true(g_spawn_command_line_sync(line, &out, NULL, NULL, NULL));
    return out;
}

static char *long_body(void)
{
    GString *body = g_string_new("Уважаемая Мария Петровна!\n");
    for (int i = 1; i <= 40; i++)
        g_string_append_printf(
            body,
            "Абзац %d. По Вашему обращению о перерасчёте платы за горячую воду за период временного "
            "отсутствия сообщаем: перерасчёт выполнен на сумму 1 250,37 ₽ "
            "<b>и</b> "
            "ещё "
            "не "
            "всё.\n",
            i);
    return g_string_free(body, FALSE);
}

static void a_long_letter_keeps_every_word_over_numbered_pages(void **state)
{
    struct letter_text text = {0};
    (void)state;
    g_autofree char *body = long_body();
    g_autoptr(GBytes) pdf = render(body, &text);
    g_autofree char *path = g_build_filename(g_get_tmp_dir(), "otklik-letter-test.pdf", NULL);
    assert_true(g_file_set_contents(path, g_bytes_get_data(pdf, NULL), (gssize)g_bytes_get_size(pdf), NULL));
    g_autofree char *shown = output_of("pdftotext -layout %s -", path);
    g_autofree char *fonts = output_of("pdffonts %s", path);
    for (int i = 1; i <= 40; i++) {
        g_autofree char *wanted = g_strdup_printf("Абзац %d.", i);
        assert_non_null(strstr(shown, wanted));
    }
    assert_non_null(strstr(shown, "<b>и</b>"));
    assert_non_null(strstr(shown, "1 250,37 ₽"));
    assert_non_null(strstr(shown, "П. П. Петров"));
    assert_non_null(strstr(shown, "\f")); /* pages */
    assert_non_null(strstr(fonts, "PTSerif"));
    if (!g_getenv("KEEP_LETTER"))
        g_unlink(path);
    letter_text_release(&text);
}

static void the_same_text_gives_the_same_bytes_and_is_kept(void **state)
{
    struct letter_text one = {0}, two = {0}, other = {0};
    (void)state;
    g_autoptr(GBytes) first = render("Текст", &one);
    g_autoptr(GBytes) again = render("Текст", &two);
    g_autoptr(GBytes) third = render("Текст!", &other);
    assert_true(g_bytes_equal(first, again));
    assert_false(g_bytes_equal(first, third));
    g_autofree char *folder = g_dir_make_tmp("otklik-letters-XXXXXX", NULL);
    g_autofree char *name = letter_cache_name(&one), *same = letter_cache_name(&two),
                    *differs = letter_cache_name(&other);
    assert_string_equal(name, same);
    assert_string_not_equal(name, differs);
    assert_null(letter_cache_get(folder, name));
    letter_cache_put(folder, name, first);
    g_autoptr(GBytes) kept = letter_cache_get(folder, name);
    assert_true(g_bytes_equal(kept, first));
    g_autofree char *path = g_strdup_printf("%s/%s.pdf", folder, name);
    g_unlink(path);
    g_rmdir(folder);
    letter_text_release(&one);
    letter_text_release(&two);
    letter_text_release(&other);
}

RUN_TESTS(T(a_line_without_any_value_is_left_out), T(values_are_never_read_as_a_form),
          T(a_form_is_cut_into_the_places_of_a_letter), T(a_long_letter_keeps_every_word_over_numbered_pages),
          T(the_same_text_gives_the_same_bytes_and_is_kept))
