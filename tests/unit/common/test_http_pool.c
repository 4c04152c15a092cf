#include "http_pool.h"
#include "unit.h"

#include <string.h>
#include <unistd.h>

#include <glib.h>

/* A pool of one connection, which is only an address here. */
static int the_connection;

static struct db *open_it(const char *conninfo, const char *service)
{
    (void)conninfo, (void)service;
    return (struct db *)&the_connection;
}

static bool is_ready(struct db *db)
{
    return db != NULL;
}

static void close_it(struct db *db)
{
    assert_ptr_equal(db, &the_connection);
}

static const struct http_works works = {.open = open_it, .ready = is_ready, .close = close_it};
static const struct http_options options = {.works = &works};

struct other {
    struct http_pool *pool;
    gint thread, served;
};

static void *take_once(void *arg)
{
    struct other *other = arg;
    g_atomic_int_set(&other->thread, gettid());
    struct db *db = http_pool_take(other->pool);
    g_atomic_int_set(&other->served, 1);
    http_pool_give(other->pool, db);
    return NULL;
}

/* Waits for the pool, as it waits for nothing else. */
static bool waits(const struct other *other)
{
    g_autofree char *path = g_strdup_printf("/proc/self/task/%d/stat", g_atomic_int_get(&other->thread));
    g_autofree char *text = NULL;
    return g_atomic_int_get(&other->thread) && g_file_get_contents(path, &text, NULL, NULL) && strstr(text, ") S ");
}

static void who_gives_one_back_takes_it_again_behind_those_who_wait(void **state)
{
    (void)state;
    for (int round = 0; round < 20; round++) {
        struct other other = {.pool = http_pool_new(&options, 1)};
        struct db *db = http_pool_take(other.pool);
        GThread *thread = g_thread_new("other", take_once, &other);
        while (!waits(&other))
            g_usleep(100);
        http_pool_give(other.pool, db);
        db = http_pool_take(other.pool);
        assert_true(g_atomic_int_get(&other.served));
        http_pool_give(other.pool, db);
        g_thread_join(thread);
        http_pool_free(other.pool);
    }
}

static struct db *open_nothing(const char *conninfo, const char *service)
{
    (void)conninfo, (void)service;
    return NULL;
}

static void a_database_that_is_away_leaves_its_place_to_the_next(void **state)
{
    (void)state;
    static const struct http_works away = {.open = open_nothing};
    static const struct http_options none = {.works = &away};
    struct http_pool *pool = http_pool_new(&none, 1);

    gint64 begin = g_get_monotonic_time();
    for (int i = 0; i < 10; i++)
        assert_null(http_pool_take(pool));
    assert_true(g_get_monotonic_time() - begin < 2 * G_USEC_PER_SEC);
    http_pool_free(pool);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        T(who_gives_one_back_takes_it_again_behind_those_who_wait),
        T(a_database_that_is_away_leaves_its_place_to_the_next),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
