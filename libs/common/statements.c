#include "statements.h"

#include "dead_letter_http.h"
#include "engine_batch.h"
#include "health_http.h"
#include "platform_jobs.h"
#include "work_private.h"

#include <string.h>

/* Belongs to the one call of statements_check. */
struct check {
    struct db *db;
    GPtrArray *faults;
    GHashTable *texts; /* name -> text of what was prepared */
};

static void check_one(struct check *check, const struct statement *statement)
{
    const char *known = g_hash_table_lookup(check->texts, statement->name);

    if (known && strcmp(known, statement->text) != 0)
        g_ptr_array_add(check->faults, g_strdup_printf("%s: two statements have this name", statement->name));
    if (known)
        return;
    g_hash_table_insert(check->texts, (char *)statement->name, (char *)statement->text);
    if (db_prepare(check->db, statement) != ST_OK)
        g_ptr_array_add(check->faults, g_strdup_printf("%s: %s", statement->name, db_error(check->db)));
}

static void check_list(struct check *check, const struct statement *statements, size_t count)
{
    for (size_t i = 0; i < count; i++)
        check_one(check, &statements[i]);
}

/* Handlers may ask for rows by any column that holds one value. */
static void check_reads(struct check *check, const struct table *table)
{
    for (size_t i = 0; i < table->record.count; i++) {
        const struct field *field = &table->record.fields[i];
        if (field->type == FIELD_JSON || field->type == FIELD_IDS)
            continue;
        check_one(check, table_statement(table, "select", field->name));
        check_one(check, table_statement(table, "peek", field->name));
    }
}

static const struct statement monthly_statement = {
    "table_monthly", "SELECT EXISTS (SELECT FROM pg_partitioned_table WHERE partrelid = $1::text::regclass)"};

/* Statements of a monthly table say between which keys, and of others do not. */
static void check_monthly(struct check *check, const struct table *table)
{
    auto_rows rows = {0};

    if (db_run(check->db, &monthly_statement, DB_PARAMS(table->name), &rows) != ST_OK)
        g_ptr_array_add(check->faults, g_strdup_printf("%s: %s", table->name, db_error(check->db)));
    else if (rows_bool(&rows, 0, 0) != table->monthly)
        g_ptr_array_add(
            check->faults,
            g_strdup_printf("%s: monthly in the description or parted in the schema, but not both", table->name));
}

static void check_table(struct check *check, const struct table *table)
{
    if (!table)
        return;
    check_monthly(check, table);
    check_reads(check, table);
    check_one(check, table_statement(table, "insert", NULL));
    if (table->append_only)
        return;
    check_one(check, table_statement(table, "update", NULL));
    check_one(check, table_statement(table, "delete", NULL));
}

int statements_check(const struct service *service, struct db *db, GPtrArray *faults)
{
    g_autoptr(GHashTable) texts = g_hash_table_new(g_str_hash, g_str_equal);
    struct check check = {.db = db, .faults = faults, .texts = texts};

    check_list(&check, engine_statements, engine_statement_count);
    check_list(&check, dead_letter_statements, dead_letter_statement_count);
    check_list(&check, &health_statement, 1);
    check_list(&check, platform_store.statements, platform_store.statement_count);
    for (const struct store *store = service->stores; store && (store->table || store->statements); store++) {
        check_table(&check, store->table);
        check_list(&check, store->statements, store->statement_count);
    }
    for (const struct subscription *one = service->subscriptions; one && one->topic; one++)
        for (const struct load *load = one->loads; load && load->table; load++)
            check_table(&check, load->table);
    return (int)g_hash_table_size(texts);
}
