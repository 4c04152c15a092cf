#include "migrate.h"

#include "build_info.h"
#include "log.h"

#include <stdlib.h>
#include <string.h>

#include <glib.h>

enum { LOCK_TRIES = 600, LOCK_STEP_US = 100000 };

struct migration {
    char *name; /* "010_platform.sql" */
    char *text;
    char *sha256;
};

static const struct statement schema_sql = {"migrate_schema",
                                            "SELECT to_regnamespace(quote_ident($1::text)) IS NOT NULL"};
static const struct statement path_sql = {
    "migrate_path", "SELECT set_config('search_path', quote_ident($1::text) || ', public', false)"};
static const struct statement lock_sql = {
    "migrate_lock", "SELECT pg_try_advisory_lock(hashtextextended('otklik migrate ' || $1::text, 0))"};
static const struct statement unlock_sql = {
    "migrate_unlock", "SELECT pg_advisory_unlock(hashtextextended('otklik migrate ' || $1::text, 0))"};
static const struct statement table_sql = {"migrate_table", "SELECT to_regclass('migration') IS NOT NULL"};
static const struct statement applied_sql = {"migrate_applied", "SELECT sha256\n"
                                                                "FROM migration\n"
                                                                "WHERE name = $1::text"};
static const struct statement record_sql = {"migrate_record", "INSERT INTO migration (name, sha256)\n"
                                                              "VALUES ($1::text, $2::text)"};
static const char table_ddl[] = "CREATE TABLE IF NOT EXISTS migration (\n"
                                "    name       text        PRIMARY KEY,\n"
                                "    sha256     text        NOT NULL,\n"
                                "    applied_at timestamptz NOT NULL DEFAULT clock_timestamp()\n"
                                ")";

char *migrate_schema(const char *service)
{
    return g_strdelimit(g_strdup(service), "-", '_');
}

static void migration_free(void *arg)
{
    struct migration *migration = arg;
    g_free(migration->name);
    g_free(migration->text);
    g_free(migration->sha256);
    g_free(migration);
}

static gint by_name(gconstpointer a, gconstpointer b)
{
    return strcmp((*(const struct migration *const *)a)->name, (*(const struct migration *const *)b)->name);
}

static enum status read_file(GPtrArray *out, const char *folder, const char *name)
{
    gsize size;
    g_autofree char *path = g_build_filename(folder, name, NULL);
    struct migration *migration = g_new0(struct migration, 1);
    migration->name = g_strdup(name);
    g_ptr_array_add(out, migration);
    if (!g_file_get_contents(path, &migration->text, &size, NULL)) {
        log_error("migration not readable", LOG_TEXT("file", path));
        return ST_INVALID;
    }
    migration->sha256 = g_compute_checksum_for_data(G_CHECKSUM_SHA256, (const guchar *)migration->text, size);
    return ST_OK;
}

/* A service may have no migrations of its own. */
static enum status read_folder(GPtrArray *out, const char *folder)
{
    const char *name;
    enum status status = ST_OK;
    g_autoptr(GPtrArray) found = g_ptr_array_new();
    g_autoptr(GDir) dir = g_dir_open(folder, 0, NULL);
    while (dir && status == ST_OK && (name = g_dir_read_name(dir)))
        if (g_str_has_suffix(name, ".sql"))
            status = read_file(found, folder, name);
    g_ptr_array_sort(found, by_name);
    g_ptr_array_extend(out, found, NULL, NULL);
    return status;
}

static enum status read_migrations(const struct migrate_options *options, GPtrArray *out)
{
    const char *share = options->share ? options->share : build_share();
    g_autofree char *platform = g_build_filename(share, "libs/common/migrations", NULL);
    g_autofree char *own = g_build_filename(share, "services", options->service, "migrations", NULL);
    enum status status = read_folder(out, platform);
    if (status == ST_OK)
        status = read_folder(out, own);
    if (status == ST_OK && !out->len) {
        log_error("no migrations found", LOG_TEXT("folder", platform));
        return ST_INVALID;
    }
    return status;
}

/* ST_NOT_FOUND: still to be applied. */
static enum status find_applied(struct db *db, const struct migration *migration)
{
    auto_rows rows = {0};
    enum status status = db_run(db, &applied_sql, DB_PARAMS(migration->name), &rows);
    if (status != ST_OK)
        return status;
    if (!rows_count(&rows))
        return ST_NOT_FOUND;
    if (!strcmp(rows_text(&rows, 0, 0), migration->sha256))
        return ST_OK;
    log_error("migration was changed after it was applied", LOG_TEXT("file", migration->name));
    return ST_INVALID;
}

static enum status apply_in_transaction(struct db *db, const struct migration *migration)
{
    enum status status = db_command(db, "BEGIN; SET LOCAL statement_timeout = 0");
    if (status == ST_OK)
        status = db_command(db, migration->text);
    if (status == ST_OK)
        status = db_run(db, &record_sql, DB_PARAMS(migration->name, migration->sha256), NULL);
    return status == ST_OK ? db_command(db, "COMMIT") : status;
}

static enum status apply(struct db *db, const struct migration *migration)
{
    enum status status = apply_in_transaction(db, migration);
    if (status == ST_OK) {
        log_info("migration applied", LOG_TEXT("file", migration->name));
        return ST_OK;
    }
    log_error("migration failed", LOG_TEXT("file", migration->name), LOG_TEXT("detail", db_error(db)));
    if (db_command(db, "ROLLBACK") != ST_OK)
        return ST_RETRY;
    return status == ST_RETRY ? ST_RETRY : ST_INVALID;
}

static enum status apply_missing(struct db *db, GPtrArray *migrations)
{
    enum status status = db_command(db, table_ddl);
    for (guint i = 0; i < migrations->len && status == ST_OK; i++) {
        status = find_applied(db, migrations->pdata[i]);
        if (status == ST_NOT_FOUND)
            status = apply(db, migrations->pdata[i]);
    }
    return status;
}

/* Creating a schema needs a right that the service's role has not where the schema stands already. */
static enum status enter_schema(struct db *db, const char *schema)
{
    auto_rows rows = {0};
    enum status status = db_run(db, &schema_sql, DB_PARAMS(schema), &rows);
    if (status == ST_OK && !rows_bool(&rows, 0, 0)) {
        g_autofree char *quoted = PQescapeIdentifier(db_raw(db), schema, strlen(schema));
        g_autofree char *ddl = g_strdup_printf("CREATE SCHEMA IF NOT EXISTS %s", quoted);
        status = db_command(db, ddl);
    }
    return status == ST_OK ? db_run(db, &path_sql, DB_PARAMS(schema), NULL) : status;
}

static enum status take_lock(struct db *db, const char *schema)
{
    for (int i = 0; i < LOCK_TRIES; i++) {
        auto_rows rows = {0};
        enum status status = db_run(db, &lock_sql, DB_PARAMS(schema), &rows);
        if (status != ST_OK || rows_bool(&rows, 0, 0))
            return status;
        g_usleep(LOCK_STEP_US);
    }
    log_warn("another process migrates", LOG_TEXT("schema", schema));
    return ST_RETRY;
}

enum status migrate_run(struct db *db, const struct migrate_options *options)
{
    g_autoptr(GPtrArray) migrations = g_ptr_array_new_with_free_func(migration_free);
    g_autofree char *schema = migrate_schema(options->service);
    enum status status = read_migrations(options, migrations);
    if (status == ST_OK)
        status = take_lock(db, schema);
    if (status != ST_OK)
        return status;
    status = enter_schema(db, schema);
    if (status == ST_OK)
        status = apply_missing(db, migrations);
    if (db_run(db, &unlock_sql, DB_PARAMS(schema), NULL) != ST_OK)
        log_debug("migration lock goes with the session");
    return status;
}

static enum status count_missing(struct db *db, GPtrArray *migrations, int *out_waiting)
{
    enum status status = ST_OK;
    int waiting = 0;
    for (guint i = 0; i < migrations->len && status != ST_RETRY && status != ST_INVALID; i++) {
        status = find_applied(db, migrations->pdata[i]);
        waiting += status == ST_NOT_FOUND;
    }
    *out_waiting = waiting;
    if (status == ST_RETRY || status == ST_INVALID)
        return status;
    return waiting ? ST_NOT_FOUND : ST_OK;
}

enum status migrate_check(struct db *db, const struct migrate_options *options, int *out_waiting)
{
    auto_rows rows = {0};
    g_autoptr(GPtrArray) migrations = g_ptr_array_new_with_free_func(migration_free);
    g_autofree char *schema = migrate_schema(options->service);
    enum status status = read_migrations(options, migrations);
    if (status == ST_OK)
        status = db_run(db, &path_sql, DB_PARAMS(schema), NULL);
    if (status == ST_OK)
        status = db_run(db, &table_sql, DB_NO_PARAMS, &rows);
    if (status != ST_OK)
        return status;
    if (rows_bool(&rows, 0, 0))
        return count_missing(db, migrations, out_waiting);
    *out_waiting = (int)migrations->len;
    return ST_NOT_FOUND;
}
