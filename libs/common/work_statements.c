#include "work_private.h"

#include <string.h>

/* A table's changed columns come in a few combinations. What comes beyond so many is written whole, for each statement
 * is prepared on every connection. */
#define SHAPES_MAX 16

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
        return table_update_sql(table, NULL);
    return table_delete_sql(table);
}

/* The statements known so far. The lock is held. */
static GHashTable *known(void)
{
    if (!statements)
        statements = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    return statements;
}

/* Both are taken over. */
static struct statement *statement_new(char *name, char *text)
{
    struct statement *statement = g_new0(struct statement, 1);
    statement->name = name;
    statement->text = text;
    return statement;
}

const struct statement *table_statement(const struct table *table, const char *kind, const char *column)
{
    g_autofree char *name = g_strdup_printf("%s %s %s", kind, table->name, column ? column : table->key);
    g_autoptr(GMutexLocker) locker = g_mutex_locker_new(&statements_lock);
    (void)locker;

    struct statement *statement = g_hash_table_lookup(known(), name);
    if (!statement) {
        statement = statement_new(g_strdup(name), make_sql(table, kind, column));
        g_hash_table_insert(known(), g_steal_pointer(&name), statement);
    }
    return statement;
}

static guint shapes_of(const char *prefix)
{
    GHashTableIter iter;
    void *name;
    guint count = 0;

    g_hash_table_iter_init(&iter, known());
    while (g_hash_table_iter_next(&iter, &name, NULL))
        count += g_str_has_prefix(name, prefix);
    return count;
}

const struct statement *table_update_statement(const struct table *table, const char *columns)
{
    g_autofree char *prefix = g_strdup_printf("update %s #", table->name);
    g_autofree char *shape = g_strconcat(prefix, columns, NULL);
    g_autoptr(GMutexLocker) locker = g_mutex_locker_new(&statements_lock);
    (void)locker;

    const struct statement *found = g_hash_table_lookup(known(), shape);
    guint shapes = found ? 0 : shapes_of(prefix);
    if (found || shapes >= SHAPES_MAX)
        return found;
    /* PostgreSQL tells names apart by their first 63 bytes. */
    char *name = g_strdup_printf("%s%u", prefix, shapes);
    struct statement *made = statement_new(name, table_update_sql(table, columns));
    g_hash_table_insert(known(), g_steal_pointer(&shape), made);
    return made;
}
