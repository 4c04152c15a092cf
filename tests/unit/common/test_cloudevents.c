#include "cloudevents.h"
#include "unit.h"

static struct event_arena *arena;
static const char *reason;

static int set_up(void **state)
{
    (void)state;
    arena = event_arena_new();
    reason = "";
    return 0;
}

static int tear_down(void **state)
{
    (void)state;
    event_arena_free(arena);
    return 0;
}

#define HEADERS(...) ((const struct message_header[]){__VA_ARGS__, {0}})
#define H(name, value) ((struct message_header){name, value, sizeof(value) - 1})

static struct message message_of(const char *value, const struct message_header *headers)
{
    struct message m = {.topic = "in.appeals.v1", .partition = 3, .offset = 17, .time = 1000000, .value = value};
    m.value_size = value ? strlen(value) : 0;
    m.headers = headers;
    while (headers && headers[m.header_count].name)
        m.header_count++;
    return m;
}

static enum status parse(const char *value, const struct message_header *headers, struct event *out)
{
    struct message m = message_of(value, headers);
    return event_parse(arena, &m, NULL, out, &reason);
}

static void binary_mode_takes_attributes_from_headers(void **state)
{
    struct event e;
    (void)state;
    assert_int_equal(
        parse("{\"a\":1}",
              HEADERS(H("content-type", "application/json; charset=utf-8"), H("ce_specversion", "1.0"), H("ce_id", "7"),
                      H("ce_source", "lk"), H("ce_type", "appeal.submitted"), H("ce_time", "2026-11-20T10:15:02+05:00"),
                      H("ce_branch", "SVE"), H("ce_correlationid", "c"), H("ce_subject", "s"), H("traceparent", "t")),
              &e),
        ST_OK);
    assert_string_equal(e.id, "7");
    assert_string_equal(e.source, "lk");
    assert_string_equal(e.type, "appeal.submitted");
    assert_string_equal(e.branch, "SVE");
    assert_string_equal(e.correlation, "c");
    assert_string_equal(e.traceparent, "t");
    assert_string_equal(e.key, "s");
    assert_true(e.time == INT64_C(1795151702000000));
    assert_int_equal(json_integer_value(json_object_get(e.json, "a")), 1);
    assert_int_equal(e.epoch, -1);
}

static void structured_mode_takes_attributes_from_the_value(void **state)
{
    struct event e;
    (void)state;
    assert_int_equal(parse("{\"specversion\":\"1.0\",\"id\":\"7\",\"source\":\"lk\",\"type\":\"appeal.submitted\","
                           "\"sequence\":\"12\",\"data\":{\"a\":1}}",
                           HEADERS(H("content-type", "application/cloudevents+json; charset=utf-8")), &e),
                     ST_OK);
    assert_string_equal(e.type, "appeal.submitted");
    assert_int_equal(e.sequence, 12);
    assert_int_equal(json_integer_value(json_object_get(e.json, "a")), 1);
}

static void structured_data_may_come_in_base64(void **state)
{
    struct event e;
    (void)state;
    assert_int_equal(
        parse("{\"specversion\":\"1.0\",\"source\":\"lk\",\"type\":\"t\",\"data_base64\":\"eyJhIjoxfQ==\"}", NULL, &e),
        ST_OK);
    assert_int_equal(json_integer_value(json_object_get(e.json, "a")), 1);
}

static void the_plain_envelope_may_lack_an_id(void **state)
{
    struct event e;
    (void)state;
    assert_int_equal(parse("{\"source\":\"1c.billing.SVE\",\"type\":\"account.changed\",\"seq\":184533,"
                           "\"correlation_id\":\"x\",\"branch\":\"SVE\",\"data\":{\"a\":1}}",
                           NULL, &e),
                     ST_OK);
    assert_string_equal(e.id, "in.appeals.v1/3/17");
    assert_string_equal(e.key, "in.appeals.v1/3/17");
    assert_int_equal(e.sequence, 184533);
    assert_string_equal(e.correlation, "x");
    assert_true(e.time == 1000000);
}

static void an_epoch_counts_on_internal_topics_only(void **state)
{
    struct event e;
    struct message m = message_of(
        "{}", HEADERS(H("ce_type", "t"), H("ce_source", "otklik/intake"), H("ce_sequence", "5"), H("ce_epoch", "2")));
    (void)state;
    assert_int_equal(event_parse(arena, &m, NULL, &e, &reason), ST_OK);
    assert_int_equal(e.epoch, -1);
    m.topic = "otklik.intake.v1";
    assert_int_equal(event_parse(arena, &m, NULL, &e, &reason), ST_OK);
    assert_int_equal(e.epoch, 2);
    assert_int_equal(e.sequence, 5);
}

static void a_tombstone_is_an_event_without_payload(void **state)
{
    struct event e;
    (void)state;
    assert_int_equal(parse(NULL, HEADERS(H("ce_type", "t"), H("ce_source", "s")), &e), ST_OK);
    assert_null(e.json);
}

static void a_foreign_document_is_no_event_but_is_read(void **state)
{
    struct event e;
    (void)state;
    assert_int_equal(parse("{\"before\":null,\"after\":{\"ABON_ID\":700123},\"op\":\"c\"}", NULL, &e), ST_INVALID);
    assert_string_equal(reason, "value is JSON but no event");
    assert_string_equal(e.type, "");
    assert_non_null(json_object_get(e.json, "after"));
    assert_int_equal(e.offset, 17);
}

static enum event_need need_by_type(const struct event *event, const void *arg)
{
    (void)arg;
    if (strcmp(event->type, "appeal.registered") == 0)
        return EVENT_ALL;
    return strcmp(event->type, "appeal.closed") == 0 ? EVENT_HEADERS : EVENT_NOTHING;
}

static void the_value_is_read_only_where_it_is_needed(void **state)
{
    static const struct event_filter filter = {need_by_type, NULL};
    static const struct {
        const char *type, *content_type;
        enum status status;
    } cases[] = {
        {"appeal.sent", "application/json", ST_NOT_FOUND},
        {"appeal.closed", "application/json", ST_OK},
        {"appeal.closed", "text/plain", ST_INVALID},
        {"appeal.registered", "application/json", ST_INVALID},
    };
    struct event e;
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        const struct message_header headers[] = {{"ce_type", cases[i].type, strlen(cases[i].type)},
                                                 {"content-type", cases[i].content_type, strlen(cases[i].content_type)},
                                                 H("ce_source", "s"),
                                                 H("ce_sequence", "5"),
                                                 {0}};
        struct message m = message_of("no JSON", headers);
        assert_int_equal(event_parse(arena, &m, &filter, &e, &reason), cases[i].status);
        assert_string_equal(e.type, cases[i].type);
        assert_int_equal(e.sequence, 5);
        assert_null(e.json);
    }
}

static void an_event_that_stands_in_its_value_is_read_whatever_is_needed(void **state)
{
    static const struct event_filter filter = {need_by_type, NULL};
    struct event e;
    struct message m = message_of("{\"source\":\"s\",\"type\":\"appeal.sent\",\"data\":{}}", NULL);
    (void)state;
    assert_int_equal(event_parse(arena, &m, &filter, &e, &reason), ST_OK);
    assert_non_null(e.json);
}

static char *repeated(const char *text, size_t times)
{
    GString *out = g_string_new(NULL);
    for (size_t i = 0; i < times; i++)
        g_string_append(out, text);
    return g_string_free(out, FALSE);
}

static void what_cannot_be_read_is_told_without_its_content(void **state)
{
    static const struct message_header binary[] = {{"ce_type", "t", 1}, {"ce_source", "s", 1}, {0}};
    g_autofree char *deep = repeated("[", 10000);
    g_autofree char *large = repeated("          ", EVENT_MAX_BYTES / 10 + 1);
    const struct {
        const char *value;
        const struct message_header *headers;
        const char *reason;
    } cases[] = {
        {NULL, NULL, "value is empty"},
        {"Иванова", NULL, "value is not JSON (line 1, column 1)"},
        {"{\"a\":1,\"a\":2}", NULL, "value is JSON with a duplicate key (line 1, column 10)"},
        {"{\"a\":1,\"a\":2}", binary, "value is JSON with a duplicate key (line 1, column 10)"},
        {"{\"a\":\"\xff\"}", NULL, "value is not UTF-8 (line 1, column 6)"},
        {deep, NULL, "value is nested too deeply"},
        {large, NULL, "value is larger than 4 MiB"},
        {"{}", HEADERS(H("ce_type", "t")), "event has no source"},
        {"{}", HEADERS(H("ce_specversion", "1.0")), "event has no type"},
        {"{}", HEADERS(H("ce_specversion", "0.3"), H("ce_type", "t")), "specversion is not 1.0"},
        {"{}", HEADERS(H("ce_type", "t"), H("content-type", "text/plain")), "content-type is not JSON"},
        {"{\"type\":\"t\",\"data\":{}}", NULL, "event has no source"},
        {"[1]", HEADERS(H("content-type", "application/cloudevents+json")), "value is JSON but no event"},
    };
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct event e;
        assert_int_equal(parse(cases[i].value, cases[i].headers, &e), ST_INVALID);
        assert_string_equal(reason, cases[i].reason);
    }
}

static void brackets_inside_texts_are_no_depth(void **state)
{
    struct event e;
    g_autofree char *brackets = repeated("[", 1000);
    g_autofree char *value = g_strdup_printf("{\"source\":\"s\",\"type\":\"t\",\"data\":\"\\\"%s\"}", brackets);
    (void)state;
    assert_int_equal(parse(value, NULL, &e), ST_OK);
}

static void keys_and_attributes_that_are_not_utf8_are_repaired(void **state)
{
    struct event e;
    struct message m = message_of("{}", HEADERS(H("ce_type", "t"), H("ce_source", "\xff")));
    (void)state;
    m.key = "\xfe";
    m.key_size = 1;
    assert_int_equal(event_parse(arena, &m, NULL, &e, &reason), ST_OK);
    assert_string_equal(e.source, "\xef\xbf\xbd");
    assert_string_equal(e.key, "\xef\xbf\xbd");
}

static void headers_survive_the_table_of_parked_events(void **state)
{
    struct message again = {0};
    struct message m = message_of("{}", HEADERS(H("ce_type", "t\"\\\n\x01"), H("ce_source", "Свердловск")));
    g_autofree char *json = message_headers_json(&m);
    (void)state;
    assert_int_equal(message_headers_parse(arena, json, &again), ST_OK);
    assert_int_equal(again.header_count, 2);
    assert_string_equal(again.headers[0].value, "t\"\\\n\x01");
    assert_string_equal(again.headers[1].value, "Свердловск");
    assert_int_equal(message_headers_parse(arena, "{\"a\":1}", &again), ST_INVALID);
    assert_int_equal(message_headers_parse(arena, "{", &again), ST_INVALID);
}

static void outgoing_headers_are_read_back_as_the_same_event(void **state)
{
    struct event e;
    struct message m = message_of("{}", NULL);
    GString *out = g_string_new(NULL);
    (void)state;
    event_headers_append(out, &(struct event_attributes){.id = "1",
                                                         .service = "intake",
                                                         .type = "appeal.registered",
                                                         .time = INT64_C(1795151702000000),
                                                         .branch = "SVE",
                                                         .correlation = ""});
    assert_int_equal(message_headers_parse(arena, out->str, &m), ST_OK);
    assert_int_equal(event_parse(arena, &m, NULL, &e, &reason), ST_OK);
    assert_string_equal(e.source, "otklik/intake");
    assert_string_equal(e.type, "appeal.registered");
    assert_true(e.time == INT64_C(1795151702000000));
    assert_null(strstr(out->str, "correlation"));
    g_string_free(out, TRUE);
}

static void the_relay_adds_number_and_epoch(void **state)
{
    const void *value;
    size_t size;
    (void)state;
    rd_kafka_headers_t *headers = event_headers_for_kafka("{\"ce_id\":\"1\"}", 2, 41);
    assert_non_null(headers);
    assert_int_equal(rd_kafka_header_cnt(headers), 3);
    assert_int_equal(rd_kafka_header_get_last(headers, "ce_sequence", &value, &size), 0);
    assert_string_equal(value, "41");
    rd_kafka_headers_destroy(headers);
    assert_null(event_headers_for_kafka("{\"ce_id\":1}", 2, 41));
    assert_null(event_headers_for_kafka("[]", 2, 41));
}

static void an_arena_is_used_again_after_reset(void **state)
{
    struct event e;
    (void)state;
    for (int i = 0; i < 3; i++) {
        assert_int_equal(parse("{\"source\":\"s\",\"type\":\"t\",\"data\":{}}", NULL, &e), ST_OK);
        event_arena_reset(arena);
    }
}

#define E(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)
RUN_TESTS(E(binary_mode_takes_attributes_from_headers), E(structured_mode_takes_attributes_from_the_value),
          E(structured_data_may_come_in_base64), E(the_plain_envelope_may_lack_an_id),
          E(an_epoch_counts_on_internal_topics_only), E(a_tombstone_is_an_event_without_payload),
          E(the_value_is_read_only_where_it_is_needed), E(an_event_that_stands_in_its_value_is_read_whatever_is_needed),
          E(a_foreign_document_is_no_event_but_is_read), E(what_cannot_be_read_is_told_without_its_content),
          E(brackets_inside_texts_are_no_depth), E(keys_and_attributes_that_are_not_utf8_are_repaired),
          E(headers_survive_the_table_of_parked_events), E(outgoing_headers_are_read_back_as_the_same_event),
          E(the_relay_adds_number_and_epoch), E(an_arena_is_used_again_after_reset))
