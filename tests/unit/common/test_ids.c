#include "ids.h"
#include "unit.h"

#include <pthread.h>

#include <glib.h>

#define THREADS 4
#define IDS 20000

static void an_id_carries_its_time_version_and_variant(void **state)
{
    (void)state;
    static const instant times[] = {0, 1, 999, 1000, INT64_C(1795000000123456), INT64_C(253402300799999999)};
    for (size_t i = 0; i < sizeof times / sizeof *times; i++) {
        char id[UUID_TEXT_SIZE];
        uuid7_make(times[i], id);
        assert_true(uuid_valid(id));
        assert_int_equal(id[14], '7');
        assert_non_null(strchr("89ab", id[19]));
        assert_int_equal(uuid7_time(id), times[i] / 1000 * 1000);
    }
}

static void a_time_before_1970_counts_as_none(void **state)
{
    (void)state;
    char id[UUID_TEXT_SIZE];
    uuid7_make(-1, id);
    assert_true(uuid_valid(id));
    assert_int_equal(uuid7_time(id), 0);
}

static void only_a_version_7_id_tells_a_time(void **state)
{
    (void)state;
    assert_int_equal(uuid7_time("017f22e2-79b0-7cc3-98c4-dc0c0c07398f"), INT64_C(1645557742000000)); /* RFC 9562, A.6 */
    assert_int_equal(uuid7_time("919108f7-52d1-4320-9bac-f847db4148a8"), 0);
    assert_int_equal(uuid7_time("nonsense"), 0);
    assert_int_equal(uuid7_time(NULL), 0);
}

static void a_uuid_is_36_characters_of_hex_and_dashes(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        bool valid;
    } cases[] = {
        {"017f22e2-79b0-7cc3-98c4-dc0c0c07398f", true},
        {"017F22E2-79B0-7CC3-98C4-DC0C0C07398F", true},
        {"00000000-0000-0000-0000-000000000000", true},
        {NULL, false},
        {"", false},
        {"017f22e2-79b0-7cc3-98c4-dc0c0c07398", false},
        {"017f22e2-79b0-7cc3-98c4-dc0c0c07398f0", false},
        {"017f22e279b07cc398c4dc0c0c07398f", false},
        {"017f22e2-79b0-7cc3-98c4-dc0c0c07398g", false},
        {"{17f22e2-79b0-7cc3-98c4-dc0c0c07398}", false},
        {"017f22e2-79b0-7cc3-98c4_dc0c0c07398f", false},
        {"017f22e27-9b0-7cc3-98c4-dc0c0c07398f", false},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        assert_int_equal(uuid_valid(cases[i].text), cases[i].valid);
}

static void ids_of_one_time_sort_in_the_order_of_their_making(void **state)
{
    (void)state;
    char last[2][UUID_TEXT_SIZE] = {"", ""};
    for (int i = 0; i < IDS; i++) {
        char id[UUID_TEXT_SIZE];
        uuid7_make(INT64_C(1795000000000000) + (i % 2) * 5000, id); /* two times by turns */
        assert_true(strcmp(id, last[i % 2]) > 0);
        memcpy(last[i % 2], id, sizeof id);
    }
}

static void *make_ids(void *arg)
{
    char(*ids)[UUID_TEXT_SIZE] = arg;
    for (int i = 0; i < IDS; i++)
        uuid7_make(INT64_C(1795000000000000), ids[i]);
    return NULL;
}

static void threads_make_growing_ids_that_never_meet(void **state)
{
    (void)state;
    pthread_t threads[THREADS];
    char(*ids)[UUID_TEXT_SIZE] = g_malloc(sizeof *ids * THREADS * IDS);
    for (int t = 0; t < THREADS; t++)
        assert_int_equal(pthread_create(&threads[t], NULL, make_ids, ids + t * IDS), 0);
    for (int t = 0; t < THREADS; t++)
        pthread_join(threads[t], NULL);
    g_autoptr(GHashTable) seen = g_hash_table_new(g_str_hash, g_str_equal);
    for (int i = 0; i < THREADS * IDS; i++) {
        assert_true(i % IDS == 0 || strcmp(ids[i], ids[i - 1]) > 0);
        assert_true(g_hash_table_add(seen, ids[i]));
    }
    g_free(ids);
}

RUN_TESTS(T(an_id_carries_its_time_version_and_variant), T(a_time_before_1970_counts_as_none),
          T(only_a_version_7_id_tells_a_time), T(a_uuid_is_36_characters_of_hex_and_dashes),
          T(ids_of_one_time_sort_in_the_order_of_their_making), T(threads_make_growing_ids_that_never_meet))
