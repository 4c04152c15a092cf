#include "dead_letter.h"
#include "unit.h"

static const struct dead_letter_cause cause = {
    .id = "9", .service = "intake", .reason = "value is not JSON", .time = 1000000, .attempts = 1};

static const char *header(const json_t *headers, const char *name)
{
    return json_string_value(json_object_get(headers, name));
}

static void a_dead_letter_keeps_bytes_place_and_headers(void **state)
{
    const struct message_header headers[] = {{"ce_type", "t", 1}};
    const struct message message = {.topic = "in.appeals.v1",
                                    .partition = 3,
                                    .offset = 17,
                                    .time = 2000000,
                                    .key = "LK-1",
                                    .key_size = 4,
                                    .value = "\x00\xff",
                                    .value_size = 2,
                                    .headers = headers,
                                    .header_count = 1};
    const struct event event = {.type = "t", .source = "lk", .branch = "SVE"};
    struct dead_letter letter;
    (void)state;
    dead_letter_make(&message, &event, &cause, &letter);
    json_auto_t *object = json_loads(letter.headers, JSON_REJECT_DUPLICATES, NULL);
    assert_string_equal(letter.key, "LK-1");
    assert_string_equal(letter.bytes, "\\x00ff");
    assert_string_equal(header(object, "ce_type"), DEAD_LETTER_TYPE);
    assert_string_equal(header(object, "ce_source"), "otklik/intake");
    assert_string_equal(header(object, "otk_dlq_reason"), "value is not JSON");
    assert_string_equal(header(object, "otk_dlq_topic"), "in.appeals.v1");
    assert_string_equal(header(object, "otk_dlq_partition"), "3");
    assert_string_equal(header(object, "otk_dlq_offset"), "17");
    assert_string_equal(header(object, "otk_dlq_type"), "t");
    assert_string_equal(header(object, "otk_dlq_source"), "lk");
    assert_string_equal(header(object, "otk_dlq_time"), "1970-01-01T00:00:02.000000Z");
    assert_string_equal(header(object, "otk_dlq_attempts"), "1");
    assert_string_equal(header(object, "otk_dlq_header_ce_type"), "t");
    dead_letter_release(&letter);
}

static void what_is_not_there_is_left_out(void **state)
{
    const struct message message = {.topic = "t", .partition = 0, .offset = 0};
    struct dead_letter letter;
    (void)state;
    dead_letter_make(&message, NULL, &cause, &letter);
    json_auto_t *object = json_loads(letter.headers, JSON_REJECT_DUPLICATES, NULL);
    assert_null(letter.key);
    assert_null(letter.bytes);
    assert_null(header(object, "otk_dlq_source"));
    assert_string_equal(header(object, "otk_dlq_offset"), "0");
    dead_letter_release(&letter);
}

RUN_TESTS(T(a_dead_letter_keeps_bytes_place_and_headers), T(what_is_not_there_is_left_out))
