#include "table.h"
#include "unit.h"

#include <glib.h>

struct stage {
    struct row row;
    char *id;
    char *appeal_id;
    char *state;
    int64_t cycle_no;
    bool urgent;
    instant due_at;
    char *day;
    json_t *fields;
};

static const struct field stage_fields[] = {
    FIELD(stage, id, FIELD_UUID, FIELD_REQUIRED),
    FIELD(stage, appeal_id, FIELD_UUID, FIELD_REQUIRED),
    FIELD(stage, state, FIELD_TEXT, FIELD_REQUIRED),
    FIELD(stage, cycle_no, FIELD_INT, 0),
    FIELD(stage, urgent, FIELD_BOOL, 0),
    FIELD(stage, due_at, FIELD_TIME, 0),
    FIELD(stage, day, FIELD_DATE, 0),
    FIELD(stage, fields, FIELD_JSON, 0),
};

static const struct table stage_table = {
    .name = "routing.stage", .record = RECORD(stage, stage_fields), .key = "id", .locked = true};

static void statements_come_from_the_description(void **state)
{
    (void)state;
    const char *unnest = "FROM unnest($1::uuid[], $2::uuid[], $3::text[], $4::bigint[], $5::boolean[], "
                         "$6::timestamptz[], $7::text[], $8::text[]) "
                         "AS new (id, appeal_id, state, cycle_no, urgent, due_at, day, fields)";
    g_autofree char *select = table_select_sql(&stage_table, "appeal_id");
    g_autofree char *insert = table_insert_sql(&stage_table);
    g_autofree char *update = table_update_sql(&stage_table, NULL);
    g_autofree char *update_some = table_update_sql(&stage_table, "10010001");
    g_autofree char *delete = table_delete_sql(&stage_table);
    g_autofree char *insert_wanted =
        g_strconcat("INSERT INTO routing.stage (id, appeal_id, state, cycle_no, urgent, due_at, day, fields)\n"
                    "SELECT new.id, new.appeal_id, new.state, new.cycle_no, new.urgent, new.due_at, new.day::date, "
                    "new.fields::jsonb\n",
                    unnest, NULL);
    g_autofree char *update_wanted =
        g_strconcat("UPDATE routing.stage AS old\n"
                    "SET appeal_id = new.appeal_id, state = new.state, cycle_no = new.cycle_no, urgent = new.urgent, "
                    "due_at = new.due_at, day = new.day::date, fields = new.fields::jsonb\n",
                    unnest, "\nWHERE old.id = new.id", NULL);
    assert_string_equal(select, "SELECT id, appeal_id, state, cycle_no, urgent, due_at, day, fields\n"
                                "FROM routing.stage\n"
                                "WHERE appeal_id = ANY($1::uuid[])\n"
                                "ORDER BY id\n"
                                "FOR UPDATE");
    assert_string_equal(insert, insert_wanted);
    assert_string_equal(update, update_wanted);
    assert_string_equal(update_some, "UPDATE routing.stage AS old\n"
                                     "SET cycle_no = new.cycle_no, fields = new.fields::jsonb\n"
                                     "FROM unnest($1::uuid[], $2::bigint[], $3::text[]) AS new (id, cycle_no, fields)\n"
                                     "WHERE old.id = new.id");
    assert_string_equal(delete, "DELETE FROM routing.stage\nWHERE id = ANY($1::uuid[])");
}

static void only_roots_are_locked(void **state)
{
    (void)state;
    struct table child = stage_table;
    child.locked = false;
    g_autofree char *select = table_select_sql(&child, "id");
    assert_null(strstr(select, "FOR UPDATE"));
}

static void a_monthly_table_is_asked_between_keys(void **state)
{
    (void)state;
    struct table monthly = stage_table;
    monthly.monthly = true;
    monthly.elder = "appeal_id";
    g_autofree char *by_key = table_select_sql(&monthly, "id");
    g_autofree char *by_elder = table_select_sql(&monthly, "appeal_id");
    g_autofree char *by_other = table_select_sql(&monthly, "state");
    g_autofree char *update = table_update_sql(&monthly, "10010001");
    assert_int_equal(table_select_bounds(&monthly, "id"), 2);
    assert_int_equal(table_select_bounds(&monthly, "appeal_id"), 1);
    assert_int_equal(table_select_bounds(&monthly, "state"), 0);
    assert_int_equal(table_select_bounds(&stage_table, "id"), 0);
    assert_non_null(
        strstr(by_key, "WHERE id = ANY($1::uuid[])\n  AND id >= $2::uuid\n  AND id <= $3::uuid\nORDER BY id"));
    assert_non_null(strstr(by_elder, "WHERE appeal_id = ANY($1::uuid[])\n  AND id >= $2::uuid\nORDER BY id"));
    assert_non_null(strstr(by_other, "WHERE state = ANY($1::text[])\nORDER BY id"));
    assert_non_null(
        strstr(update, "WHERE old.id = new.id\n  AND old.id >= ($4::uuid[])[1] AND old.id <= ($5::uuid[])[1]"));
}

static void a_span_holds_its_keys(void **state)
{
    (void)state;
    struct key_span span = {0};
    key_span_take(&span, "019ac7f0-0000-7000-8000-000000000002");
    key_span_take(&span, "019AC7F0-0000-7000-8000-00000000000A");
    key_span_take(&span, "019ac7f0-0000-7000-8000-000000000001");
    assert_string_equal(span.least, "019ac7f0-0000-7000-8000-000000000001");
    assert_string_equal(span.greatest, "019AC7F0-0000-7000-8000-00000000000A");
}

/* What belongs to an appeal was made after it, but for clocks; of when an id of another version was made nothing is
 * known. */
static void an_elder_gives_the_least_key(void **state)
{
    (void)state;
    char appeal[UUID_TEXT_SIZE], other[UUID_TEXT_SIZE], day_before[UUID_TEXT_SIZE];
    struct key_span span = {0};
    uuid7_make(INT64_C(1795169702000000), appeal);
    uuid7_floor(INT64_C(1795169702000000) - 24 * 3600 * G_TIME_SPAN_SECOND, day_before);
    key_span_take_elder(&span, appeal);
    assert_string_equal(span.least, day_before);
    g_strlcpy(other, "01938b7e-5a10-4000-8000-000000000001", sizeof other);
    key_span_take_elder(&span, other);
    assert_string_equal(span.least, "00000000-0000-0000-0000-000000000000");
}

/* One row as PostgreSQL would send it; a NULL text is a null. */
static struct rows rows_of(const char *const texts[])
{
    size_t count = stage_table.record.count;
    PGresult *result = PQmakeEmptyPGresult(NULL, PGRES_TUPLES_OK);
    PGresAttDesc columns[sizeof stage_fields / sizeof *stage_fields] = {0};
    for (size_t i = 0; i < count; i++)
        columns[i].name = (char *)stage_fields[i].name;
    assert_true(PQsetResultAttrs(result, (int)count, columns));
    for (size_t i = 0; i < count; i++)
        assert_true(PQsetvalue(result, 0, (int)i, (char *)texts[i], texts[i] ? (int)strlen(texts[i]) : -1));
    return (struct rows){result};
}

static void a_row_becomes_a_struct(void **state)
{
    (void)state;
    static const char *const texts[] = {"017f22e2-79b0-7cc3-98c4-dc0c0c07398f",
                                        "017f22e2-79b0-7cc3-98c4-dc0c0c073990",
                                        "QUEUED",
                                        "3",
                                        "t",
                                        "2026-11-20 10:15:02+00",
                                        "2026-11-20",
                                        "{\"a\": 1}"};
    auto_rows rows = rows_of(texts);
    struct stage *stage = table_row_from(&stage_table, &rows, 0);
    assert_ptr_equal(stage->row.table, &stage_table);
    assert_int_equal(stage->row.state, ROW_LOADED);
    assert_string_equal(stage->id, texts[0]);
    assert_string_equal(stage->state, "QUEUED");
    assert_int_equal(stage->cycle_no, 3);
    assert_true(stage->urgent);
    assert_int_equal(stage->due_at, INT64_C(1795169702000000));
    assert_string_equal(stage->day, "2026-11-20");
    assert_int_equal(json_integer_value(json_object_get(stage->fields, "a")), 1);
    record_release(&stage_table.record, stage);
    g_free(stage);
}

static void nulls_become_null_members(void **state)
{
    (void)state;
    static const char *const texts[sizeof stage_fields / sizeof *stage_fields] = {0};
    auto_rows rows = rows_of(texts);
    struct stage *stage = table_row_from(&stage_table, &rows, 0);
    assert_null(stage->id);
    assert_null(stage->state);
    assert_int_equal(stage->due_at, 0);
    assert_null(stage->fields);
    record_release(&stage_table.record, stage);
    g_free(stage);
}

RUN_TESTS(T(statements_come_from_the_description), T(only_roots_are_locked), T(a_monthly_table_is_asked_between_keys),
          T(a_span_holds_its_keys), T(an_elder_gives_the_least_key), T(a_row_becomes_a_struct),
          T(nulls_become_null_members))
