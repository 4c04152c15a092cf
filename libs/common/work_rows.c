#include "log.h"
#include "metrics.h"
#include "work_internal.h"

#include <string.h>

METRIC_COUNTER(alone, "otklik_lookups_alone_total",
               "Lookups that no load told beforehand, each a statement of its own, by table.", "table");

/* Which rows have which value of one column, and which values were asked of the database. */
struct column_index {
    const struct field *field;
    GHashTable *values; /* value -> GPtrArray of rows, borrowed */
    GHashTable *loaded; /* set of values */
    guint indexed;      /* rows of the set already entered */
};

static void column_index_free(void *arg)
{
    struct column_index *index = arg;
    g_hash_table_destroy(index->values);
    g_hash_table_destroy(index->loaded);
    g_free(index);
}

static void result_free(void *arg)
{
    rows_release(arg);
    g_free(arg);
}

void table_set_free(void *arg)
{
    struct table_set *set = arg;

    for (guint i = 0; i < set->rows->len; i++) {
        record_release(&set->table->record, set->rows->pdata[i]);
        g_free(set->rows->pdata[i]);
    }
    g_ptr_array_free(set->rows, TRUE);
    g_ptr_array_free(set->results, TRUE);
    g_hash_table_destroy(set->identity);
    g_hash_table_destroy(set->columns);
    g_string_free(set->scratch, TRUE);
    g_free(set);
}

static struct table_set *set_of(struct work *w, const struct table *table)
{
    for (guint i = 0; i < w->sets->len; i++) {
        struct table_set *set = w->sets->pdata[i];
        if (set->table == table)
            return set;
    }
    struct table_set *set = g_new0(struct table_set, 1);
    set->table = table;
    set->rows = g_ptr_array_new();
    set->results = g_ptr_array_new_with_free_func(result_free);
    set->identity = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    set->columns = g_hash_table_new_full(g_str_hash, g_str_equal, NULL, column_index_free);
    set->scratch = g_string_new(NULL);
    g_ptr_array_add(w->sets, set);
    return set;
}

static struct column_index *index_of(struct table_set *set, const char *column)
{
    struct column_index *index = g_hash_table_lookup(set->columns, column);
    if (index)
        return index;
    index = g_new0(struct column_index, 1);
    index->field = record_field(&set->table->record, column);
    if (!index->field)
        g_error("table %s has no column %s", set->table->name, column);
    index->values = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, (GDestroyNotify)g_ptr_array_unref);
    index->loaded = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    g_hash_table_insert(set->columns, (char *)index->field->name, index);
    return index;
}

static const struct field *key_of(const struct table_set *set)
{
    return record_field(&set->table->record, set->table->key);
}

static void index_add(struct table_set *set, struct column_index *index, void *row)
{
    const char *value = record_text(index->field, row, set->scratch);
    if (!value)
        return;
    GPtrArray *rows = g_hash_table_lookup(index->values, value);
    if (!rows) {
        rows = g_ptr_array_new();
        g_hash_table_insert(index->values, g_strdup(value), rows);
    }
    if (!g_ptr_array_find(rows, row, NULL))
        g_ptr_array_add(rows, row);
}

static void index_catch_up(struct table_set *set, struct column_index *index)
{
    for (; index->indexed < set->rows->len; index->indexed++)
        index_add(set, index, set->rows->pdata[index->indexed]);
}

static void set_add_row(struct table_set *set, const struct field *key, void *row)
{
    g_ptr_array_add(set->rows, row);
    g_hash_table_insert(set->identity, g_strdup(record_text(key, row, set->scratch)), row);
}

/* Takes the result over. Rows loaded before keep their unsaved changes: the first copy of a row in a work is the only
 * one. */
static void take_rows(struct table_set *set, struct rows result)
{
    struct rows *rows = g_memdup2(&result, sizeof result);
    const struct field *key = key_of(set);

    g_ptr_array_add(set->results, rows);
    for (int i = 0; i < rows_count(rows); i++) {
        void *row = table_row_from(set->table, rows, i);
        if (g_hash_table_contains(set->identity, record_text(key, row, set->scratch))) {
            record_release(&set->table->record, row);
            g_free(row);
            continue;
        }
        *(struct row *)row = (struct row){.table = set->table, .state = ROW_LOADED, .loaded = rows, .loaded_index = i};
        set_add_row(set, key, row);
    }
}

/* What is asked of a column: values that were not asked before. */
struct wanted {
    struct db_array *values;
    guint count;
    int bounds; /* table_select_bounds */
    struct key_span span;
};

static void want(struct wanted *wanted, struct column_index *index, const char *value)
{
    if (!value || !*value || g_hash_table_contains(index->loaded, value))
        return;
    g_hash_table_add(index->loaded, g_strdup(value));
    db_array_add(wanted->values, value);
    wanted->count++;
    if (wanted->bounds == 2)
        key_span_take(&wanted->span, value);
    else if (wanted->bounds == 1)
        key_span_take_elder(&wanted->span, value);
}

static enum status read_wanted(struct work *w, struct table_set *set, const char *column, const struct wanted *wanted)
{
    struct rows rows = {0};
    const char *const params[] = {db_array_text(wanted->values), wanted->span.least, wanted->span.greatest};
    const struct statement *statement = table_statement(set->table, w->reading ? "peek" : "select", column);
    enum status status = work_open(w);
    if (status == ST_OK)
        status = db_run(w->db, statement, params, 1 + wanted->bounds, &rows);
    if (status == ST_OK)
        take_rows(set, rows);
    return status;
}

enum status work_preload(struct work *w, const struct table *table, const char *column, GPtrArray *values)
{
    struct table_set *set = set_of(w, table);
    struct column_index *index = index_of(set, column);
    auto_array array = db_array_new();
    struct wanted wanted = {.values = array, .bounds = table_select_bounds(table, column)};

    for (guint i = 0; i < values->len; i++)
        want(&wanted, index, values->pdata[i]);
    return wanted.count ? read_wanted(w, set, column, &wanted) : ST_OK;
}

/* The id of a row that this work has made: the database knows nothing of it yet, nor of what would belong to it. */
static bool made_here(const struct work *w, const char *value)
{
    for (guint i = 0; i < w->sets->len; i++) {
        const struct table_set *set = w->sets->pdata[i];
        const struct row *row = g_hash_table_lookup(set->identity, value);
        if (row && !row->loaded)
            return true;
    }
    return false;
}

/* What was not declared in a subscription's loads is read here, one by one. A failure is kept for the engine. */
static GPtrArray *matching(struct work *w, struct table_set *set, struct column_index *index, const char *value)
{
    if (!value || !*value)
        return NULL;
    if (!g_hash_table_contains(index->loaded, value) && !made_here(w, value)) {
        g_autoptr(GPtrArray) values = g_ptr_array_new();
        g_ptr_array_add(values, (char *)value);
        metric_add(&alone, set->table->name, 1);
        enum status status = work_preload(w, set->table, index->field->name, values);
        if (status != ST_OK)
            work_void(w, status);
    }
    index_catch_up(set, index);
    return g_hash_table_lookup(index->values, value);
}

static bool row_matches(struct table_set *set, const struct field *field, const void *row, const char *value)
{
    const struct row *head = row;
    if (head->state == ROW_DELETED || head->state == ROW_GONE)
        return false;
    return g_strcmp0(record_text(field, row, set->scratch), value) == 0;
}

void *work_find(struct work *w, const struct table *table, const char *column, const char *value)
{
    struct table_set *set = set_of(w, table);
    struct column_index *index = index_of(set, column);
    GPtrArray *rows = matching(w, set, index, value);

    for (guint i = 0; rows && i < rows->len; i++)
        if (row_matches(set, index->field, rows->pdata[i], value)) {
            w->verdict.touched = true;
            return rows->pdata[i];
        }
    return NULL;
}

static int by_key(const void *a, const void *b)
{
    const struct row *left = *(void *const *)a, *right = *(void *const *)b;
    const struct field *key = record_field(&left->table->record, left->table->key);
    g_autoptr(GString) left_scratch = g_string_new(NULL);
    g_autoptr(GString) right_scratch = g_string_new(NULL);
    return strcmp(record_text(key, left, left_scratch), record_text(key, right, right_scratch));
}

void **work_list(struct work *w, const struct table *table, const char *column, const char *value)
{
    struct table_set *set = set_of(w, table);
    struct column_index *index = index_of(set, column);
    GPtrArray *rows = matching(w, set, index, value);

    g_ptr_array_set_size(w->last_list, 0);
    for (guint i = 0; rows && i < rows->len; i++)
        if (row_matches(set, index->field, rows->pdata[i], value))
            g_ptr_array_add(w->last_list, rows->pdata[i]);
    g_ptr_array_sort(w->last_list, by_key);
    w->verdict.touched |= w->last_list->len > 0;
    g_ptr_array_add(w->last_list, NULL);
    return w->last_list->pdata;
}

static void must_not_be_reading(const struct work *w, const struct table *table)
{
    if (w->reading)
        g_error("a request that only reads changes %s", table->name);
}

void *work_new(struct work *w, const struct table *table)
{
    const struct field *key = record_field(&table->record, table->key);
    void *row = g_malloc0(table->record.size);

    must_not_be_reading(w, table);
    *(struct row *)row = (struct row){.table = table, .state = ROW_NEW};
    if (key->type == FIELD_UUID && record_set_text(key, row, work_id(w)) != ST_OK)
        g_error("a made id is refused");
    struct table_set *set = set_of(w, table);
    if (key->type == FIELD_UUID)
        set_add_row(set, key, row);
    else
        g_ptr_array_add(set->rows, row);
    w->verdict.touched = true;
    return row;
}

/* The new values of the row are entered into the indexes; readers compare with the row itself. */
void work_save(struct work *w, void *arg)
{
    struct row *row = arg;
    struct table_set *set = set_of(w, row->table);
    GHashTableIter iter;
    void *index;

    must_not_be_reading(w, row->table);
    if (row->state == ROW_LOADED)
        row->state = ROW_DIRTY;
    w->verdict.touched = true;
    g_hash_table_iter_init(&iter, set->columns);
    while (g_hash_table_iter_next(&iter, NULL, &index))
        index_add(set, index, row);
}
