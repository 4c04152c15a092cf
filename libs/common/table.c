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

static void append_columns(GString *sql, const struct table *table)
{
    for (size_t i = 0; i < table->record.count; i++)
        g_string_append_printf(sql, "%s%s", separator(i), table->record.fields[i].name);
}

/* An array of documents or of arrays travels as text[]: PostgreSQL would read nested braces and quotes as its own. */
static bool travels_as_text(const struct field *field)
{
    return field->type == FIELD_JSON || field->type == FIELD_IDS;
}

static const char *array_type(const struct field *field)
{
    return travels_as_text(field) ? "text" : table_sql_type(field);
}

static const char *cast_of(const struct field *field)
{
    if (!travels_as_text(field))
        return "";
    return field->type == FIELD_JSON ? "::jsonb" : "::uuid[]";
}

/* unnest($1::uuid[], $2::text[]) AS new (id, state) */
static void append_unnest(GString *sql, const struct table *table)
{
    g_string_append(sql, "\nFROM unnest(");
    for (size_t i = 0; i < table->record.count; i++)
        g_string_append_printf(sql, "%s$%zu::%s[]", separator(i), i + 1, array_type(&table->record.fields[i]));
    g_string_append(sql, ") AS new (");
    append_columns(sql, table);
    g_string_append_c(sql, ')');
}

char *table_select_sql(const struct table *table, const char *column)
{
    const struct field *field = record_field(&table->record, column);
    assert(field);
    GString *sql = g_string_new("SELECT ");
    append_columns(sql, table);
    g_string_append_printf(sql, "\nFROM %s\nWHERE %s = ANY($1::%s[])\nORDER BY %s", table->name, column,
                           table_sql_type(field), table->key);
    if (table->locked)
        g_string_append(sql, "\nFOR UPDATE");
    return g_string_free(sql, FALSE);
}

char *table_insert_sql(const struct table *table)
{
    GString *sql = g_string_new(NULL);
    g_string_append_printf(sql, "INSERT INTO %s (", table->name);
    append_columns(sql, table);
    g_string_append(sql, ")\nSELECT ");
    for (size_t i = 0; i < table->record.count; i++) {
        const struct field *field = &table->record.fields[i];
        g_string_append_printf(sql, "%snew.%s%s", separator(i), field->name, cast_of(field));
    }
    append_unnest(sql, table);
    return g_string_free(sql, FALSE);
}

char *table_update_sql(const struct table *table)
{
    GString *sql = g_string_new(NULL);
    g_string_append_printf(sql, "UPDATE %s AS old\nSET ", table->name);
    size_t set = 0;
    for (size_t i = 0; i < table->record.count; i++) {
        const struct field *field = &table->record.fields[i];
        if (strcmp(field->name, table->key) != 0)
            g_string_append_printf(sql, "%s%s = new.%s%s", separator(set++), field->name, field->name, cast_of(field));
    }
    append_unnest(sql, table);
    g_string_append_printf(sql, "\nWHERE old.%s = new.%s", table->key, table->key);
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
