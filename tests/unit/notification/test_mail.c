#include "mail_build.h"
#include "mail_verdict.h"
#include "unit.h"

#include <unistd.h>

#include <curl/curl.h>
#include <glib.h>

static void the_servers_answer_tells_what_became_of_a_letter(void **state)
{
    static const struct {
        struct mail_result result;
        enum mail_outcome outcome;
    } cases[] = {
        {{CURLE_OK, 250, true, true}, MAIL_SENT},
        {{CURLE_SEND_ERROR, 550, false, false}, MAIL_REFUSED},
        {{CURLE_SEND_ERROR, 451, false, false}, MAIL_LATER},
        {{CURLE_WEIRD_SERVER_REPLY, 554, true, true}, MAIL_REFUSED},
        {{CURLE_WEIRD_SERVER_REPLY, 452, true, true}, MAIL_LATER},
        {{CURLE_COULDNT_CONNECT, 0, false, false}, MAIL_AWAY},
        {{CURLE_LOGIN_DENIED, 535, false, false}, MAIL_AWAY},
        {{CURLE_SEND_ERROR, 530, false, false}, MAIL_AWAY},
        {{CURLE_PEER_FAILED_VERIFICATION, 220, false, false}, MAIL_AWAY},
        {{CURLE_USE_SSL_FAILED, 250, false, false}, MAIL_AWAY},
        {{CURLE_WEIRD_SERVER_REPLY, 554, false, false}, MAIL_AWAY}, /* the greeting: no service here */
        {{CURLE_OPERATION_TIMEDOUT, 354, true, true}, MAIL_UNKNOWN},
        {{CURLE_RECV_ERROR, 354, true, true}, MAIL_UNKNOWN},
        {{CURLE_ABORTED_BY_CALLBACK, 354, true, false}, MAIL_AWAY},
    };
    (void)state;
    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++)
        if (mail_outcome_of(&cases[i].result) != cases[i].outcome)
            fail_msg("case %zu: %d instead of %d", i, mail_outcome_of(&cases[i].result), cases[i].outcome);
}

static void waits_double_up_to_the_most_and_spread_downwards(void **state)
{
    (void)state;
    assert_int_equal(mail_backoff_us(1, 60, 1000, 0), 60);
    assert_int_equal(mail_backoff_us(2, 60, 1000, 0), 120);
    assert_int_equal(mail_backoff_us(4, 60, 1000, 0), 480);
    assert_int_equal(mail_backoff_us(5, 60, 1000, 0), 960);
    assert_int_equal(mail_backoff_us(6, 60, 1000, 0), 1000);
    assert_int_equal(mail_backoff_us(INT64_MAX, 60, 1000, 0), 1000);
    assert_int_equal(mail_backoff_us(0, 60, 1000, 0), 60);
    for (unsigned spread = 0; spread < 1000; spread++)
        assert_in_range(mail_backoff_us(6, 60, 1000, spread), 800, 1000);
}

static void only_one_clean_address_is_taken(void **state)
{
    static const struct {
        const char *text, *address;
    } cases[] = {
        {"a@example.ru", "a@example.ru"},
        {"Отклик <answers@smr.example>", "answers@smr.example"},
        {"a@example.ru, b@example.ru", NULL},
        {"a@example.ru\r\nRCPT TO:<x@y.ru>", NULL},
        {"a@example.ru\nBcc: x@y.ru", NULL},
        {"nobody", NULL},
        {"@example.ru", NULL},
        {"a@", NULL},
        {"", NULL},
        {NULL, NULL},
    };
    (void)state;
    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        g_autofree char *address = mail_address(cases[i].text);
        if (g_strcmp0(address, cases[i].address) != 0)
            fail_msg("'%s' gives '%s'", cases[i].text, address);
    }
}

/* Python's mail reader is independent of GMime. It prints what it found, a member a line. */
static char *read_by_python(GBytes *letter)
{
    static const char *const script =
        "import sys, email, email.policy\n"
        "m = email.message_from_binary_file(open(sys.argv[1], 'rb'), policy=email.policy.default)\n"
        "print(m['Subject']); print(m['Message-ID']); print(m['To']); print(m['From'])\n"
        "print(m.get_content_type()); print(m.get_body(('plain',)).get_content().rstrip())\n"
        "print(m.get_body(('html',)).get_content().count('<b>'))\n"
        "print([(a.get_filename(), len(a.get_content())) for a in m.iter_attachments()])\n"
        "print(all(len(l) <= 998 and not l.endswith(b'\\n') for l in open(sys.argv[1], "
        "'rb').read().split(b'\\r\\n')))\n";
    g_autofree char *path = NULL;
    gsize size;
    const char *bytes = g_bytes_get_data(letter, &size);
    int file = g_file_open_tmp("otklik-mail-XXXXXX", &path, NULL);
    char *out = NULL;
    const char *argv[] = {"/usr/bin/python3", "-c", script, path, NULL};

    assert_true(file >= 0 && write(file, bytes, size) == (ssize_t)size);
    close(file);
    g_autofree char *problem = NULL;
    g_spawn_sync(NULL, (char **)argv, NULL, G_SPAWN_DEFAULT, NULL, NULL, &out, &problem, NULL, NULL);
    unlink(path);
    if (problem && *problem)
        fail_msg("%s", problem);
    return out;
}

#define SUBJECT "Ответ на обращение SMR-2026-0000012: начисления по горячей воде за октябрь и ноябрь 2026 года"

static void a_long_russian_letter_reads_as_it_was_written(void **state)
{
    (void)state;
    g_autoptr(GBytes) pdf = g_bytes_new("%PDF-1.5", 8);
    g_autoptr(GBytes) letter =
        mail_build(&(struct mail){.id = "01938b7e-0000-7000-8000-000000000001",
                                  .from = "Отклик <answers@smr.example>",
                                  .to = "maria@example.ru",
                                  .to_name = "Иванова Мария",
                                  .subject = SUBJECT,
                                  .text = "Здравствуйте!\n\n<b>Сделано</b> & готово, 5 ₽",
                                  .at = INT64_C(1763633702000000),
                                  .letter = pdf,
                                  .letter_name = "Ответ № 1.pdf"});
    assert_non_null(letter);
    g_autofree char *read = read_by_python(letter);
    assert_string_equal(read, SUBJECT
                        "\n<01938b7e-0000-7000-8000-000000000001@smr.example>\n"
                        "Иванова Мария <maria@example.ru>\nОтклик <answers@smr.example>\n"
                        "multipart/mixed\nЗдравствуйте!\n\n<b>Сделано</b> & готово, 5 ₽\n0\n"
                        "[('Ответ № 1.pdf', 8)]\nTrue\n");
    g_autofree char *text = g_strndup(g_bytes_get_data(letter, NULL), g_bytes_get_size(letter));
    assert_null(strstr(text, "1251"));
    assert_null(strstr(text, "8859"));
}

static void the_same_letter_has_the_same_message_id(void **state)
{
    (void)state;
    g_autofree char *one = mail_message_id("01938b7e-0000-7000-8000-000000000001", "Отклик <answers@smr.example>");
    assert_string_equal(one, "<01938b7e-0000-7000-8000-000000000001@smr.example>");
}

static void a_header_cannot_be_smuggled_in_by_a_subject(void **state)
{
    (void)state;
    g_autoptr(GBytes) letter = mail_build(&(struct mail){.id = "x",
                                                         .from = "a@example.ru",
                                                         .to = "b@example.ru",
                                                         .to_name = "B\r\nBcc: c@example.ru",
                                                         .subject = "S\r\nBcc: c@example.ru",
                                                         .text = "t"});
    g_autofree char *text = g_strndup(g_bytes_get_data(letter, NULL), g_bytes_get_size(letter));
    assert_null(strstr(text, "\nBcc:"));
}

RUN_TESTS(T(the_servers_answer_tells_what_became_of_a_letter), T(waits_double_up_to_the_most_and_spread_downwards),
          T(only_one_clean_address_is_taken), T(a_long_russian_letter_reads_as_it_was_written),
          T(the_same_letter_has_the_same_message_id), T(a_header_cannot_be_smuggled_in_by_a_subject))
