#include "record.h"
#include "unit.h"

struct sample {
    int64_t before; /* is no field: must stay untouched */
    char *id;
    char *name;
    int64_t count;
    bool urgent;
    instant at;
    char *day;
    json_t *extra;
};

static const struct field sample_fields[] = {
    FIELD(sample, id, FIELD_UUID, FIELD_REQUIRED),
    FIELD(sample, name, FIELD_TEXT, FIELD_REQUIRED),
    FIELD(sample, count, FIELD_INT, 0),
    FIELD(sample, urgent, FIELD_BOOL, 0),
    FIELD(sample, at, FIELD_TIME, 0),
    FIELD(sample, day, FIELD_DATE, 0),
    FIELD(sample, extra, FIELD_JSON, 0),
};
static const struct record_type sample_type = RECORD(sample, sample_fields);

#define FULL                                                                                                           \
    "{\"id\":\"017f22e2-79b0-7cc3-98c4-dc0c0c07398f\",\"name\":\"Анна\",\"count\":-9007199254740993,"              \
    "\"urgent\":true,\"at\":\"2026-11-20T10:15:02.000001Z\",\"day\":\"2024-02-29\",\"extra\":{\"a\":[1,null,2.5]}}"

static enum status read_sample(const char *text, struct sample *sample, struct faults *faults)
{
    json_auto_t *object = json_loads(text, JSON_DECODE_ANY, NULL);
    assert_non_null(object);
    return record_from_json(&sample_type, object, sample, faults);
}

static struct sample full_sample(void)
{
    struct sample sample = {0};
    assert_int_equal(read_sample(FULL, &sample, NULL), ST_OK);
    return sample;
}

static void every_type_survives_json(void **state)
{
    (void)state;
    struct sample sample = full_sample();
    assert_string_equal(sample.name, "Анна");
    assert_int_equal(sample.count, INT64_C(-9007199254740993));
    assert_true(sample.urgent);
    json_auto_t *expected = json_loads(FULL, 0, NULL);
    json_auto_t *again = record_to_json(&sample_type, &sample);
    assert_true(json_equal(again, expected));
    g_autoptr(GString) text = g_string_new("before ");
    record_add_json(&sample_type, &sample, text);
    assert_string_equal(text->str, "before " FULL);
    record_release(&sample_type, &sample);
}

/* A text that is scanned gives the record that its document gives; one with anything unusual is left to the document.
 */
static void what_is_scanned_is_what_the_document_says(void **state)
{
    (void)state;
#define ID "\"id\":\"017f22e2-79b0-7cc3-98c4-dc0c0c07398f\""
    static const struct {
        const char *text;
        bool scanned;
    } cases[] = {
        {FULL, true},
        {" {\n \"name\" : \"x\" , " ID ", \"day\":null}\t", true},
        {"{" ID ",\"name\":\"a\\n\\u0416\\\"\"}", true},
        {"{" ID ",\"name\":\"\",\"count\":-0,\"urgent\":false,\"extra\":\"}\"}", true},
        {"{" ID ",\"name\":\"\",\"count\":5.0,\"extra\":[{\"a\":\"]\\\"\"}]}", true},
        {"{" ID ",\"name\":\"\",\"count\":05}", false},
        {"{" ID ",\"name\":\"\",\"added_in_v2\":1}", false},
        {"{" ID ",\"name\":\"\",\"name\":\"\"}", false},
        {"{" ID ",\"name\":null}", false},
        {"{" ID "}", false},
        {"{" ID ",\"name\":5}", false},
        {"{\"id\":\"017f\",\"name\":\"\"}", false},
        {"{" ID ",\"name\":\"\xff\"}", false},
        {"{" ID ",\"name\":\"a\nb\"}", false},
        {"{" ID ",\"name\":\"\",\"at\":\"2026-11-20 10:15:02+00\"}", false},
        {"{" ID ",\"name\":\"\",\"extra\":{\"a\":1,\"a\":2}}", false},
        {"{" ID ",\"name\":\"\",\"extra\":{\"a\":1]}", false},
        {"{" ID ",\"name\":\"\"} {}", false},
        {"{" ID ",\"name\":\"\",}", false},
        {"{" ID ",\"name\":\"", false},
        {"{" ID ",\"name\":\"\\", false},
        {"{" ID ",\"extra\":[[", false},
        {"[]", false},
        {"", false},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct sample scanned = {0}, read = {0};
        g_autofree char *exact = g_memdup2(cases[i].text, strlen(cases[i].text)); /* no NUL behind it */
        if (record_scan(&sample_type, exact, strlen(cases[i].text), &scanned) != cases[i].scanned)
            fail_msg("%s", cases[i].text);
        if (cases[i].scanned) {
            assert_int_equal(read_sample(cases[i].text, &read, NULL), ST_OK);
            json_auto_t *left = record_to_json(&sample_type, &scanned);
            json_auto_t *right = record_to_json(&sample_type, &read);
            assert_true(json_equal(left, right));
        }
        record_release(&sample_type, &scanned);
        record_release(&sample_type, &read);
    }
}

static void null_members_are_left_out_of_json(void **state)
{
    (void)state;
    struct sample sample = {0};
    json_auto_t *object = record_to_json(&sample_type, &sample);
    json_auto_t *expected = json_loads("{\"count\":0,\"urgent\":false}", 0, NULL);
    assert_true(json_equal(object, expected));
    g_autoptr(GString) text = g_string_new(NULL);
    record_add_json(&sample_type, &sample, text);
    assert_string_equal(text->str, "{\"count\":0,\"urgent\":false}");
}

/* What PostgreSQL prints of the columns of `full_sample`, and another text for each. */
static const struct {
    const char *same, *other;
} printed[] = {
    {"017f22e2-79b0-7cc3-98c4-dc0c0c07398f", "017f22e2-79b0-7cc3-98c4-dc0c0c073990"},
    {"Анна", NULL},
    {"-9007199254740993", "-9007199254740992"},
    {"t", "f"},
    {"2026-11-20 10:15:02.000001+00", "2026-11-20 10:15:02+00"},
    {"2024-02-29", NULL},
    {"{\"a\": [1, null, 2.5]}", "{\"a\": [1, null, 2]}"},
};

static void a_member_is_compared_with_what_postgresql_printed(void **state)
{
    (void)state;
    struct sample sample = full_sample();
    g_autoptr(GString) scratch = g_string_new(NULL);
    for (size_t i = 0; i < sample_type.count; i++) {
        assert_true(record_is_text(&sample_fields[i], &sample, printed[i].same, scratch));
        assert_false(record_is_text(&sample_fields[i], &sample, printed[i].other, scratch));
    }
    json_object_set_new(sample.extra, "b", json_true()); /* changed in place */
    assert_false(record_is_text(&sample_fields[6], &sample, printed[6].same, scratch));
    record_release(&sample_type, &sample);
    for (size_t i = 0; i < sample_type.count; i++)
        assert_true(record_is_text(&sample_fields[i], &sample, NULL, scratch));
}

static void every_type_survives_text(void **state)
{
    (void)state;
    struct sample from = full_sample(), to = {0};
    for (size_t i = 0; i < sample_type.count; i++) {
        g_autoptr(GString) scratch = g_string_new("rest");
        const char *text = record_text(&sample_fields[i], &from, scratch);
        assert_int_equal(record_set_text(&sample_fields[i], &to, text), ST_OK);
    }
    json_auto_t *expected = record_to_json(&sample_type, &from);
    json_auto_t *got = record_to_json(&sample_type, &to);
    assert_true(json_equal(got, expected));
    record_release(&sample_type, &from);
    record_release(&sample_type, &to);
}

static void null_is_null_as_text_and_clears_the_member(void **state)
{
    (void)state;
    struct sample sample = full_sample();
    g_autoptr(GString) scratch = g_string_new(NULL);
    for (size_t i = 0; i < sample_type.count; i++) {
        const struct field *field = &sample_fields[i];
        assert_int_equal(record_set_text(field, &sample, NULL), ST_OK);
        const char *text = record_text(field, &sample, scratch);
        bool never_null = field->type == FIELD_INT || field->type == FIELD_BOOL;
        assert_true(never_null ? text != NULL : text == NULL);
    }
    record_release(&sample_type, &sample);
}

static void texts_of_the_wrong_form_are_refused(void **state)
{
    (void)state;
    static const struct {
        const char *field, *text;
        enum status status;
    } cases[] = {
        {"id", "017F22E2-79B0-7CC3-98C4-DC0C0C07398F", ST_OK},
        {"id", "", ST_INVALID},
        {"name", "", ST_OK},
        {"count", "9223372036854775807", ST_OK},
        {"count", "9223372036854775808", ST_INVALID},
        {"count", "1.5", ST_INVALID},
        {"count", "", ST_INVALID},
        {"urgent", "t", ST_OK},
        {"urgent", "yes", ST_INVALID},
        {"at", "2026-11-20 13:15:02.5+03", ST_OK},
        {"at", "infinity", ST_INVALID},
        {"day", "2026-02-29", ST_INVALID},
        {"day", "2026-02-28", ST_OK},
        {"extra", "[1, 2]", ST_OK},
        {"extra", "\"text\"", ST_OK},
        {"extra", "{", ST_INVALID},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct sample sample = {0};
        const struct field *field = record_field(&sample_type, cases[i].field);
        if (record_set_text(field, &sample, cases[i].text) != cases[i].status)
            fail_msg("%s: '%s'", cases[i].field, cases[i].text);
        record_release(&sample_type, &sample);
    }
}

static void ids_are_kept_in_lower_case(void **state)
{
    (void)state;
    struct sample sample = {0};
    assert_int_equal(record_set_text(&sample_fields[0], &sample, "017F22E2-79B0-7CC3-98C4-DC0C0C07398F"), ST_OK);
    assert_string_equal(sample.id, "017f22e2-79b0-7cc3-98c4-dc0c0c07398f");
    record_release(&sample_type, &sample);
}

static void faults_name_every_bad_member_at_once(void **state)
{
    (void)state;
    static const struct {
        const char *pointer, *code, *detail;
    } expected[] = {
        {"/id", "required", NULL},           {"/name", "wrong_type", "string"},
        {"/count", "wrong_type", "integer"}, {"/urgent", "wrong_type", "boolean"},
        {"/at", "bad_time", NULL},           {"/day", "bad_date", NULL},
    };
    struct sample sample = {0};
    auto_faults faults;
    faults_init(&faults);
    enum status status = read_sample("{\"id\":null,\"name\":5,\"count\":\"5\",\"urgent\":1,\"at\":\"yesterday\","
                                     "\"day\":\"2026-02-30\",\"extra\":{}}",
                                     &sample, &faults);
    assert_int_equal(status, ST_INVALID);
    assert_int_equal(faults.count, sizeof expected / sizeof *expected);
    for (size_t i = 0; i < faults.count; i++) {
        assert_string_equal(faults.list[i].pointer, expected[i].pointer);
        assert_string_equal(faults.list[i].code, expected[i].code);
        if (expected[i].detail)
            assert_string_equal(faults.list[i].detail, expected[i].detail);
        else
            assert_null(faults.list[i].detail);
    }
    assert_null(sample.extra); /* released, nothing half-filled is left */
}

static void one_bad_member_gives_its_code(void **state)
{
    (void)state;
    static const struct {
        const char *json, *pointer, *code;
    } cases[] = {
        {"[]", "", "wrong_type"},
        {"\"text\"", "", "wrong_type"},
        {"{\"id\":\"017f22e2-79b0-7cc3-98c4-dc0c0c07398f\"}", "/name", "required"},
        {"{\"id\":\"\",\"name\":\"\"}", "/id", "bad_uuid"},
        {"{\"id\":\"017f22e2-79b0-7cc3-98c4-dc0c0c07398f\",\"name\":\"\",\"count\":1.5}", "/count", "wrong_type"},
        {"{\"id\":\"017f22e2-79b0-7cc3-98c4-dc0c0c07398f\",\"name\":\"\",\"count\":1e30}", "/count", "wrong_type"},
        {"{\"id\":\"017f22e2-79b0-7cc3-98c4-dc0c0c07398f\",\"name\":\"\",\"day\":20261120}", "/day", "wrong_type"},
        {"{\"id\":\"017f22e2-79b0-7cc3-98c4-dc0c0c07398f\",\"name\":\"\",\"at\":0}", "/at", "wrong_type"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct sample sample = {0};
        auto_faults faults;
        faults_init(&faults);
        assert_int_equal(read_sample(cases[i].json, &sample, &faults), ST_INVALID);
        assert_int_equal(faults.count, 1);
        assert_string_equal(faults.list[0].pointer, cases[i].pointer);
        assert_string_equal(faults.list[0].code, cases[i].code);
    }
}

static void unknown_members_and_whole_reals_are_accepted(void **state)
{
    (void)state;
    struct sample sample = {0};
    assert_int_equal(read_sample("{\"id\":\"017f22e2-79b0-7cc3-98c4-dc0c0c07398f\",\"name\":\"x\",\"count\":5.0,"
                                 "\"added_in_v2\":[1],\"day\":null}",
                                 &sample, NULL),
                     ST_OK);
    assert_int_equal(sample.count, 5);
    assert_null(sample.day);
    record_release(&sample_type, &sample);
}

static void a_copy_shares_nothing_with_its_original(void **state)
{
    (void)state;
    struct sample from = full_sample(), to = {.before = 7};
    record_copy(&sample_type, &to, &from);
    json_object_set_new(from.extra, "changed", json_true());
    record_release(&sample_type, &from);
    json_auto_t *copied = record_to_json(&sample_type, &to);
    json_auto_t *expected = json_loads(FULL, 0, NULL);
    assert_true(json_equal(copied, expected));
    assert_int_equal(to.before, 7);
    record_release(&sample_type, &to);
}

static void a_record_shares_no_json_with_what_it_was_read_from(void **state)
{
    (void)state;
    json_auto_t *object = json_loads(FULL, 0, NULL);
    struct sample sample = {0};
    assert_int_equal(record_from_json(&sample_type, object, &sample, NULL), ST_OK);
    json_object_set_new(sample.extra, "changed", json_true());
    assert_null(json_object_get(json_object_get(object, "extra"), "changed"));
    record_release(&sample_type, &sample);
}

static void sums_of_money_are_written_as_they_were_read(void **state)
{
    (void)state;
    struct sample sample = {0};
    const struct field *extra = record_field(&sample_type, "extra");
    g_autoptr(GString) scratch = g_string_new(NULL);
    assert_int_equal(record_set_text(extra, &sample, "[123.45,0.1,99999999.99]"), ST_OK);
    assert_string_equal(record_text(extra, &sample, scratch), "[123.45,0.1,99999999.99]");
    record_release(&sample_type, &sample);
}

static void setting_a_member_from_itself_is_safe(void **state)
{
    (void)state;
    char *text = NULL;
    text_set(&text, "abcdef");
    text_set(&text, text + 3);
    assert_string_equal(text, "def");
    text_set(&text, NULL);
    assert_null(text);
    json_t *value = NULL;
    json_set_take(&value, json_integer(1));
    json_set_take(&value, json_integer(2));
    assert_int_equal(json_integer_value(value), 2);
    json_set_take(&value, NULL);
    assert_null(value);
}

static void a_field_is_found_by_name_only(void **state)
{
    (void)state;
    assert_ptr_equal(record_field(&sample_type, "day"), &sample_fields[5]);
    assert_null(record_field(&sample_type, "before"));
}

RUN_TESTS(T(every_type_survives_json), T(what_is_scanned_is_what_the_document_says),
          T(null_members_are_left_out_of_json), T(a_member_is_compared_with_what_postgresql_printed),
          T(every_type_survives_text), T(null_is_null_as_text_and_clears_the_member),
          T(texts_of_the_wrong_form_are_refused), T(ids_are_kept_in_lower_case),
          T(faults_name_every_bad_member_at_once), T(one_bad_member_gives_its_code),
          T(unknown_members_and_whole_reals_are_accepted), T(a_copy_shares_nothing_with_its_original),
          T(a_record_shares_no_json_with_what_it_was_read_from), T(sums_of_money_are_written_as_they_were_read),
          T(setting_a_member_from_itself_is_safe), T(a_field_is_found_by_name_only))
