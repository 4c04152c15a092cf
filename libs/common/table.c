#include "table.h"

#include "log.h"

#include <assert.h>
#include <string.h>

const char *table_sql_type(const struct field *field)
{
    static const char *const names[] = {
        [FIELD_UUID] = "uuid",        [FIELD_TEXT] = "text", [FIELD_INT] = "bigint", [FIELD_BOOL] = "boolean",
        [FIELD_TIME] = "timestamptz", [FIELD_DATE] = "date", [FIELD_JSON] = "jsonb", [FIELD_IDS] = "uuid[]",
    };
    return names[field->type];
}

static const char *separator(size_t i)
{
    return i ? ", " : "";
}

bool table_column_in(const char *columns, size_t column)
{
    return !columns || columns[column] == '1';
}

static void append_columns(GString *sql, const struct table *table, const char *columns)
{
    size_t count = 0;
    for (size_t i = 0; i < table->record.count; i++)
        if (table_column_in(columns, i))
            g_string_append_printf(sql, "%s%s", separator(count++), table->record.fields[i].name);
}

/* How the values of a column travel as one array. What travels as text is cast in the statement. */
static const struct travel {
    enum db_type type;
    const char *sql, *cast;
} travels[] = {
    [FIELD_UUID] = {DB_UUID, "uuid", ""},        [FIELD_TEXT] = {DB_TEXT, "text", ""},
    [FIELD_INT] = {DB_BIGINT, "bigint", ""},     [FIELD_BOOL] = {DB_BOOLEAN, "boolean", ""},
    [FIELD_DATE] = {DB_TEXT, "text", "::date"},  [FIELD_TIME] = {DB_TIMESTAMPTZ, "timestamptz", ""},
    [FIELD_JSON] = {DB_TEXT, "text", "::jsonb"}, [FIELD_IDS] = {DB_TEXT, "text", "::uuid[]"},
};

struct db_values *table_values_new(const struct field *field)
{
    return db_values_new(travels[field->type].type);
}

void table_values_add(struct db_values *values, const struct field *field, const void *row, GString *scratch)
{
    const void *member = (const char *)row + field->offset;
    switch (travels[field->type].type) {
    case DB_BIGINT:
        db_values_int(values, *(const int64_t *)member);
        break;
    case DB_BOOLEAN:
        db_values_bool(values, *(const bool *)member);
        break;
    case DB_TIMESTAMPTZ:
        db_values_time(values, *(const instant *)member);
        break;
    case DB_UUID:
        db_values_uuid(values, *(char *const *)member);
        break;
    case DB_TEXT:
        db_values_text(values, record_text(field, row, scratch));
        break;
    }
}

/* unnest($1::uuid[], $2::text[]) AS new (id, state) */
static void append_unnest(GString *sql, const struct table *table, const char *columns)
{
    size_t count = 0;
    g_string_append(sql, "\nFROM unnest(");
    for (size_t i = 0; i < table->record.count; i++)
        if (table_column_in(columns, i)) {
            g_string_append_printf(sql, "%s$%zu::%s[]", separator(count), count + 1,
                                   travels[table->record.fields[i].type].sql);
            count++;
        }
    g_string_append(sql, ") AS new (");
    append_columns(sql, table, columns);
    g_string_append_c(sql, ')');
}

/* Clocks of two services do not differ by more. */
#define CLOCKS_US (24 * 3600 * G_TIME_SPAN_SECOND)

/* Ids are compared as texts; those of others may be in capitals. */
static bool lower(const char *id, const char *than)
{
    return g_ascii_strcasecmp(id, than) < 0;
}

void key_span_take(struct key_span *span, const char *key)
{
    if (!*span->least || lower(key, span->least))
        g_strlcpy(span->least, key, sizeof span->least);
    if (!*span->greatest || lower(span->greatest, key))
        g_strlcpy(span->greatest, key, sizeof span->greatest);
}

void key_span_take_elder(struct key_span *span, const char *id)
{
    char floor[UUID_TEXT_SIZE];
    instant made = uuid7_time(id);
    uuid7_floor(made ? made - CLOCKS_US : 0, floor);
    key_span_take(span, floor);
}

int table_select_bounds(const struct table *table, const char *column)
{
    if (!table->monthly)
        return 0;
    if (strcmp(column, table->key) == 0)
        return 2;
    return g_strcmp0(column, table->elder) == 0;
}

char *table_select_sql(const struct table *table, const char *column)
{
    const struct field *field = record_field(&table->record, column);
    assert(field);
    GString *sql = g_string_new("SELECT ");
    append_columns(sql, table, NULL);
    g_string_append_printf(sql, "\nFROM %s\nWHERE %s = ANY($1::%s[])", table->name, column, table_sql_type(field));
    int bounds = table_select_bounds(table, column);
    if (bounds > 0)
        g_string_append_printf(sql, "\n  AND %s >= $2::uuid", table->key);
    if (bounds > 1)
        g_string_append_printf(sql, "\n  AND %s <= $3::uuid", table->key);
    g_string_append_printf(sql, "\nORDER BY %s", table->key);
    if (table->locked)
        g_string_append(sql, "\nFOR UPDATE");
    return g_string_free(sql, FALSE);
}

char *table_insert_sql(const struct table *table)
{
    GString *sql = g_string_new(NULL);
    g_string_append_printf(sql, "INSERT INTO %s (", table->name);
    append_columns(sql, table, NULL);
    g_string_append(sql, ")\nSELECT ");
    for (size_t i = 0; i < table->record.count; i++) {
        const struct field *field = &table->record.fields[i];
        g_string_append_printf(sql, "%snew.%s%s", separator(i), field->name, travels[field->type].cast);
    }
    append_unnest(sql, table, NULL);
    return g_string_free(sql, FALSE);
}

char *table_update_sql(const struct table *table, const char *columns)
{
    GString *sql = g_string_new(NULL);
    g_string_append_printf(sql, "UPDATE %s AS old\nSET ", table->name);
    size_t set = 0, sent = 0;
    for (size_t i = 0; i < table->record.count; i++) {
        const struct field *field = &table->record.fields[i];
        sent += table_column_in(columns, i);
        if (table_column_in(columns, i) && strcmp(field->name, table->key) != 0)
            g_string_append_printf(sql, "%s%s = new.%s%s", separator(set++), field->name, field->name,
                                   travels[field->type].cast);
    }
    append_unnest(sql, table, columns);
    g_string_append_printf(sql, "\nWHERE old.%s = new.%s", table->key, table->key);
    if (table->monthly)
        g_string_append_printf(sql, "\n  AND old.%s >= ($%zu::uuid[])[1] AND old.%s <= ($%zu::uuid[])[1]", table->key,
                               sent + 1, table->key, sent + 2);
    return g_string_free(sql, FALSE);
}

char *table_delete_sql(const struct table *table)
{
    const struct field *key = record_field(&table->record, table->key);
    assert(key);
    return g_strdup_printf("DELETE FROM %s\nWHERE %s = ANY($1::%s[])", table->name, table->key, table_sql_type(key));
}

void *table_row_from(const struct table *table, const struct rows *rows, int index)
{
    struct row *row = g_malloc0(table->record.size);
    row->table = table;
    row->state = ROW_LOADED;
    for (size_t i = 0; i < table->record.count; i++) {
        const struct field *field = &table->record.fields[i];
        const char *text = rows_null(rows, index, (int)i) ? NULL : rows_text(rows, index, (int)i);
        if (record_set_text(field, row, text) != ST_OK)
            log_error("column does not fit its description", LOG_TEXT("table", table->name),
                      LOG_TEXT("column", field->name));
    }
    return row;
}
