#include "work_internal.h"

#include <string.h>

static GMutex statements_lock;
static GHashTable *statements; /* "select intake.appeal id" -> struct statement, for the life of the process */

static char *make_sql(const struct table *table, const char *kind, const char *column)
{
    struct table unlocked = *table;

    unlocked.locked = false;
    if (strcmp(kind, "peek") == 0)
        return table_select_sql(&unlocked, column);
    if (strcmp(kind, "select") == 0)
        return table_select_sql(table, column);
    if (strcmp(kind, "insert") == 0)
        return table_insert_sql(table);
    if (strcmp(kind, "update") == 0)
        return table_update_sql(table);
    return table_delete_sql(table);
}

const struct statement *table_statement(const struct table *table, const char *kind, const char *column)
{
    g_autofree char *name = g_strdup_printf("%s %s %s", kind, table->name, column ? column : table->key);
    g_autoptr(GMutexLocker) locker = g_mutex_locker_new(&statements_lock);
    (void)locker;

    if (!statements)
        statements = g_hash_table_new(g_str_hash, g_str_equal);
    struct statement *statement = g_hash_table_lookup(statements, name);
    if (!statement) {
        statement = g_new0(struct statement, 1);
        statement->name = g_strdup(name);
        statement->text = make_sql(table, kind, column);
        g_hash_table_insert(statements, (char *)statement->name, statement);
    }
    return statement;
}

/* The columns of many rows as array parameters, one array a column. */
struct columns {
    const struct record_type *type;
    GPtrArray *arrays; /* struct db_array */
    GPtrArray *params; /* their texts */
};

static void columns_init(struct columns *columns, const struct record_type *type)
{
    columns->type = type;
    columns->arrays = g_ptr_array_new_with_free_func((GDestroyNotify)db_array_free);
    columns->params = g_ptr_array_new();
    for (size_t i = 0; i < type->count; i++)
        g_ptr_array_add(columns->arrays, db_array_new());
}

static void columns_release(struct columns *columns)
{
    g_ptr_array_free(columns->arrays, TRUE);
    g_ptr_array_free(columns->params, TRUE);
}

static void columns_add(struct columns *columns, const void *record)
{
    g_autoptr(GString) scratch = g_string_new(NULL);

    for (size_t i = 0; i < columns->type->count; i++)
        db_array_add(columns->arrays->pdata[i], record_text(&columns->type->fields[i], record, scratch));
}

static enum status columns_run(struct columns *columns, struct db *db, const struct statement *statement)
{
    for (guint i = 0; i < columns->arrays->len; i++)
        g_ptr_array_add(columns->params, (char *)db_array_text(columns->arrays->pdata[i]));
    return db_run(db, statement, (const char *const *)columns->params->pdata, (int)columns->params->len, NULL);
}

/* All rows of the set in one state by one INSERT or UPDATE. */
static enum status save_state(struct work *w, struct table_set *set, enum row_state state, const char *kind)
{
    struct columns columns;
    guint count = 0;
    enum status status = ST_OK;

    columns_init(&columns, &set->table->record);
    for (guint i = 0; i < set->rows->len; i++)
        if (((struct row *)set->rows->pdata[i])->state == state) {
            columns_add(&columns, set->rows->pdata[i]);
            count++;
        }
    if (count)
        status = columns_run(&columns, work_db(w), table_statement(set->table, kind, NULL));
    columns_release(&columns);
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
        status = save_state(w, sets->pdata[i], ROW_NEW, "insert");
    for (guint i = 0; status == ST_OK && i < sets->len; i++)
        status = save_state(w, sets->pdata[i], ROW_DIRTY, "update");
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
    GPtrArray *outgoing = w->outgoing;
    auto_array topics = db_array_new();
    auto_array keys = db_array_new();
    auto_array types = db_array_new();
    auto_array headers = db_array_new();
    auto_array payloads = db_array_new();

    if (!outgoing->len)
        return ST_OK;
    for (guint i = 0; i < outgoing->len; i++) {
        const struct outgoing *one = outgoing->pdata[i];
        db_array_add(topics, one->topic);
        db_array_add(keys, one->key);
        db_array_add(types, one->type);
        db_array_add(headers, one->headers);
        db_array_add(payloads, one->payload);
    }
    return db_run(work_db(w), &insert_outbox,
                  DB_PARAMS(db_array_text(topics), db_array_text(keys), db_array_text(types), db_array_text(headers),
                            db_array_text(payloads)),
                  NULL);
}
