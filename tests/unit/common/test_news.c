#include "news.h"
#include "unit.h"

#include <glib.h>

static void *tell(void *arg)
{
    g_usleep(20000);
    news_tell();
    return arg;
}

static void who_waits_is_woken_by_news(void **state)
{
    (void)state;
    uint64_t seen = news_count();
    gint64 begin = g_get_monotonic_time();
    GThread *thread = g_thread_new("tell", tell, NULL);

    assert_true(news_wait(seen, 20 * G_USEC_PER_SEC));
    assert_true(g_get_monotonic_time() - begin < 10 * G_USEC_PER_SEC);
    g_thread_join(thread);
}

static void news_told_between_the_look_and_the_wait_is_not_missed(void **state)
{
    (void)state;
    uint64_t seen = news_count();

    news_tell();
    assert_true(news_wait(seen, 20 * G_USEC_PER_SEC));
    assert_false(news_wait(news_count(), 1000));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        T(who_waits_is_woken_by_news),
        T(news_told_between_the_look_and_the_wait_is_not_missed),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
