#include "topics.h"
#include "unit.h"

#include <unistd.h>

#define GOOD                                                                                                           \
    "\"name\":\"a.v1\",\"partitions\":12,\"cleanup\":\"delete\",\"retention_ms\":1000,\"max_message_bytes\":2048,"     \
    "\"key\":\"k\",\"publisher\":\"intake\",\"personal\":true,\"start\":\"replay\""

static GPtrArray *report;

static struct topics *load(const char *text)
{
    char path[] = "/tmp/otklik-topics-XXXXXX";
    int fd = mkstemp(path);
    assert_true(fd >= 0);
    assert_true(g_file_set_contents(path, text, -1, NULL));
    close(fd);
    report = g_ptr_array_new_with_free_func(g_free);
    struct topics *topics = topics_load(path, report);
    remove(path);
    return topics;
}

static void the_repository_s_table_is_good(void **state)
{
    (void)state;
    report = g_ptr_array_new_with_free_func(g_free);
    struct topics *topics = topics_load(OTKLIK_SOURCE_DIR "/proto-schemas/topics.json", report);
    assert_non_null(topics);
    assert_int_equal(report->len, 0);
    const struct topic_row *status = topics_find(topics, "otklik.appeal-status.v1");
    assert_string_equal(status->cleanup, "compact");
    assert_false(status->personal);
    assert_true(topics_find(topics, "in.appeals.v1")->max_message_bytes == 4 << 20);
    assert_null(topics_find(topics, "nothing"));
    assert_ptr_equal(topics_at(topics, topics_count(topics)), NULL);
    topics_free(topics);
    g_ptr_array_free(report, TRUE);
}

static void every_fault_of_the_table_is_told(void **state)
{
    static const struct {
        const char *text, *told;
    } cases[] = {
        {"{", "expected"},
        {"{\"topics\":[]}", "no array"},
        {"{\"topics\":[{" GOOD "}]}", "description"},
        {"{\"topics\":[{" GOOD ",\"description\":\"d\",\"extra\":1}]}", "extra"},
        {"{\"topics\":[{" GOOD ",\"description\":\"d\",\"family\":\"b.\"}]}", "family"},
        {"{\"topics\":[{" GOOD ",\"description\":\"d\",\"answers\":\"b\"}]}", "answers"},
        {"{\"topics\":[{" GOOD ",\"description\":\"d\"},{" GOOD ",\"description\":\"d\"}]}", "twice"},
    };
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        assert_null(load(cases[i].text));
        assert_true(report->len >= 1);
        if (!strstr(report->pdata[0], cases[i].told))
            fail_msg("'%s' does not say '%s'", (char *)report->pdata[0], cases[i].told);
        g_ptr_array_free(report, TRUE);
    }
}

static void a_topic_of_a_family_is_made_like_its_first(void **state)
{
    (void)state;
    struct topics *topics = load("{\"topics\":[{" GOOD ",\"description\":\"d\",\"family\":\"a.\"}]}");
    assert_non_null(topics);
    assert_string_equal(topics_like(topics, "a.site")->name, "a.v1");
    assert_null(topics_like(topics, "b.site"));
    assert_true(topics_add(topics, "a.site"));
    assert_true(topics_add(topics, "a.site"));
    assert_true(topics_add(topics, "a.v1"));
    assert_false(topics_add(topics, "b.site"));
    assert_false(topics_add(topics, "a.no topic"));
    assert_int_equal(topics_count(topics), 2);
    assert_int_equal(topics_find(topics, "a.site")->partitions, 12);
    topics_free(topics);
    g_ptr_array_free(report, TRUE);
}

RUN_TESTS(T(the_repository_s_table_is_good), T(every_fault_of_the_table_is_told),
          T(a_topic_of_a_family_is_made_like_its_first))
