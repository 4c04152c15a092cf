#include "work_internal.h"

#include <string.h>

/* Some columns of many rows as array parameters, one array a column. */
struct columns {
    const struct record_type *type;
    const char *some;  /* which (table.h); borrowed */
    GPtrArray *arrays; /* struct db_values */
};

static void columns_init(struct columns *columns, const struct record_type *type, const char *some)
{
    columns->type = type;
    columns->some = some;
    columns->arrays = g_ptr_array_new_with_free_func((GDestroyNotify)db_values_free);
    for (size_t i = 0; i < type->count; i++)
        if (table_column_in(some, i))
            g_ptr_array_add(columns->arrays, table_values_new(&type->fields[i]));
}

static void columns_add(struct columns *columns, const void *record)
{
    g_autoptr(GString) scratch = g_string_new(NULL);
    guint next = 0;

    for (size_t i = 0; i < columns->type->count; i++)
        if (table_column_in(columns->some, i))
            table_values_add(columns->arrays->pdata[next++], &columns->type->fields[i], record, scratch);
}

static void columns_add_all(struct columns *columns, const GPtrArray *rows)
{
    for (guint i = 0; i < rows->len; i++)
        columns_add(columns, rows->pdata[i]);
}

static void add_bound(struct columns *columns, const char *key)
{
    struct db_values *one = db_values_new(DB_UUID);

    db_values_uuid(one, key);
    g_ptr_array_add(columns->arrays, one);
}

/* Between which keys of a monthly table the rows are (table_update_sql). */
static void columns_add_bounds(struct columns *columns, const struct table *table, const GPtrArray *rows)
{
    const struct field *key = record_field(&table->record, table->key);
    struct key_span span = {0};

    for (guint i = 0; i < rows->len; i++)
        key_span_take(&span, *(char **)((char *)rows->pdata[i] + key->offset));
    add_bound(columns, span.least);
    add_bound(columns, span.greatest);
}

static enum status run_columns(struct db *db, const struct statement *statement, struct columns *columns)
{
    enum status status =
        db_run_values(db, statement, (struct db_values *const *)columns->arrays->pdata, (int)columns->arrays->len);
    g_ptr_array_free(columns->arrays, TRUE);
    return status;
}

static enum status update_some(struct work *w, const struct table *table, const GPtrArray *rows, const char *some)
{
    struct columns columns;
    const struct statement *statement = table_update_statement(table, some);

    if (!statement) {
        statement = table_statement(table, "update", NULL);
        some = NULL;
    }
    columns_init(&columns, &table->record, some);
    columns_add_all(&columns, rows);
    if (table->monthly)
        columns_add_bounds(&columns, table, rows);
    return run_columns(work_db(w), statement, &columns);
}

static enum status insert_rows(struct work *w, struct table_set *set)
{
    g_autoptr(GPtrArray) rows = g_ptr_array_new();
    struct columns columns;

    for (guint i = 0; i < set->rows->len; i++)
        if (((struct row *)set->rows->pdata[i])->state == ROW_NEW)
            g_ptr_array_add(rows, set->rows->pdata[i]);
    if (!rows->len)
        return ST_OK;
    columns_init(&columns, &set->table->record, NULL);
    columns_add_all(&columns, rows);
    return run_columns(work_db(w), table_statement(set->table, "insert", NULL), &columns);
}

/* The key and the columns that differ from what was loaded (table.h). NULL: none does. Caller frees. */
static char *changed_columns(const struct row *row, GString *scratch)
{
    const struct record_type *type = &row->table->record;
    g_autofree char *changed = g_strnfill(type->count, '0');
    bool any = false;

    for (size_t i = 0; i < type->count; i++) {
        const struct field *field = &type->fields[i];
        const char *was = rows_null(row->loaded, row->loaded_index, (int)i)
                              ? NULL
                              : rows_text(row->loaded, row->loaded_index, (int)i);
        bool differs = !record_is_text(field, row, was, scratch);
        any |= differs;
        if (differs || strcmp(field->name, row->table->key) == 0)
            changed[i] = '1';
    }
    return any ? g_steal_pointer(&changed) : NULL;
}

/* The changed rows by their changed columns: text of table.h -> array of rows. */
static GHashTable *rows_by_change(const struct table_set *set)
{
    g_autoptr(GString) scratch = g_string_new(NULL);
    GHashTable *groups = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, (GDestroyNotify)g_ptr_array_unref);

    for (guint i = 0; i < set->rows->len; i++) {
        struct row *row = set->rows->pdata[i];
        g_autofree char *columns = row->state == ROW_DIRTY ? changed_columns(row, scratch) : NULL;
        if (!columns)
            continue;
        GPtrArray *rows = g_hash_table_lookup(groups, columns);
        if (!rows) {
            rows = g_ptr_array_new();
            g_hash_table_insert(groups, g_steal_pointer(&columns), rows);
        }
        g_ptr_array_add(rows, row);
    }
    return groups;
}

/* One statement for each set of changed columns: a column that is named costs its parsing and, where an index has it,
 * an entry in every index of the table. */
static enum status update_rows(struct work *w, struct table_set *set)
{
    g_autoptr(GHashTable) groups = rows_by_change(set);
    GHashTableIter iter;
    void *columns, *rows;
    enum status status = ST_OK;

    g_hash_table_iter_init(&iter, groups);
    while (status == ST_OK && g_hash_table_iter_next(&iter, &columns, &rows))
        status = update_some(w, set->table, rows, columns);
    return status;
}

static enum status delete_rows(struct work *w, struct table_set *set)
{
    const struct field *key = record_field(&set->table->record, set->table->key);
    g_autoptr(GString) scratch = g_string_new(NULL);
    auto_array keys = db_array_new();
    guint count = 0;

    for (guint i = 0; i < set->rows->len; i++) {
        struct row *row = set->rows->pdata[i];
        if (row->state != ROW_DELETED)
            continue;
        db_array_add(keys, record_text(key, row, scratch));
        count++;
    }
    if (!count)
        return ST_OK;
    return db_run(work_db(w), table_statement(set->table, "delete", NULL), DB_PARAMS(db_array_text(keys)), NULL);
}

/* Deletions first: a row may make room for a new one with the same unique key. */
enum status work_save_rows(struct work *w)
{
    GPtrArray *sets = w->sets;
    enum status status = ST_OK;

    for (guint i = 0; status == ST_OK && i < sets->len; i++)
        status = delete_rows(w, sets->pdata[i]);
    for (guint i = 0; status == ST_OK && i < sets->len; i++)
        status = insert_rows(w, sets->pdata[i]);
    for (guint i = 0; status == ST_OK && i < sets->len; i++)
        status = update_rows(w, sets->pdata[i]);
    return status;
}

static const struct statement insert_outbox = {
    "outbox_insert",
    "INSERT INTO outbox (topic, key, type, headers, payload)\n"
    "SELECT topic, key, type, headers, payload\n"
    "FROM unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::text[]) AS new (topic, key, type, headers, "
    "payload)",
};

enum status work_save_outbox(struct work *w)
{
    enum { TOPIC, KEY, TYPE, HEADERS, PAYLOAD, COLUMNS };
    GPtrArray *outgoing = w->outgoing;
    struct db_values *columns[COLUMNS];

    if (!outgoing->len)
        return ST_OK;
    for (int i = 0; i < COLUMNS; i++)
        columns[i] = db_values_new(DB_TEXT);
    for (guint i = 0; i < outgoing->len; i++) {
        const struct outgoing *one = outgoing->pdata[i];
        db_values_text(columns[TOPIC], one->topic);
        db_values_text(columns[KEY], one->key);
        db_values_text(columns[TYPE], one->type);
        db_values_text(columns[HEADERS], one->headers);
        db_values_text(columns[PAYLOAD], one->payload);
    }
    enum status status = db_run_values(work_db(w), &insert_outbox, columns, COLUMNS);
    for (int i = 0; i < COLUMNS; i++)
        db_values_free(columns[i]);
    return status;
}
