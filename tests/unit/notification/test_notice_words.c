#include "notice_words.h"
#include "unit.h"

#include <glib.h>

static void every_kind_of_notice_says_what_and_what_to_do_in_both_languages(void **state)
{
    static const char *const events[] = {"sla.approaching", "sla.reached",     "sla.escalated",   "stage.assigned",
                                         "route.failed",    "delivery.failed", "delivery.unknown"};
    static const char *const languages[] = {"ru", "en"};
    (void)state;
    for (size_t i = 0; i < G_N_ELEMENTS(events) * 2; i++) {
        struct notice n = {.event = (char *)events[i / 2], .number = "SMR-1", .threshold = "20%", .detail = "SALES"};
        g_autofree char *title = notice_title(&n, languages[i % 2]);
        assert_null(strchr(title, '{'));
        assert_non_null(strstr(title, "SMR-1"));
        assert_true(*notice_action(&n, languages[i % 2]));
    }
}

static void a_notice_without_a_number_still_reads_well(void **state)
{
    struct notice n = {.event = "sla.approaching", .threshold = "20%"};
    (void)state;
    g_autofree char *title = notice_title(&n, "en");
    assert_string_equal(title, "A deadline is near (20%)");
}

RUN_TESTS(T(every_kind_of_notice_says_what_and_what_to_do_in_both_languages),
          T(a_notice_without_a_number_still_reads_well))
