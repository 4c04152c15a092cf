/* test_relay.c: the outbox and its relay without a service.
 * otk-test-relay migrate CONNINFO SERVICE   ($OTKLIK_SHARE says where the files are)
 * otk-test-relay run CONNINFO SERVICE BROKERS        relays until TERM (OTKLIK_CRASH_AT works)
 * otk-test-relay resend CONNINFO SERVICE BROKERS SINCE, otk-test-relay ends CONNINFO SERVICE BROKERS TOPICS (resend.h)
 * otk-test-relay write CONNINFO SCHEMA SECONDS SEED 8 writers, 20 aggregates with a version each, random delays before
 *     commit, early transaction ids, one rollback in ten, up to 5 rows a transaction */
#include "clock.h"
#include "log.h"
#include "migrate.h"
#include "relay.h"
#include "resend.h"

#include <pthread.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <glib.h>

enum { WRITERS = 8, AGGREGATES = 20, ROWS_MAX = 5, DELAY_MAX_US = 50000, STOP_MS = 3000 };

struct writer {
    const char *conninfo;
    const char *schema;
    int64_t until_us;
    guint32 seed;
    pthread_t thread;
};

static const struct statement path_sql = {"test_path", "SELECT set_config('search_path', $1::text, false)"};
static const struct statement early_sql = {"test_early", "SELECT pg_current_xact_id()"};
static const struct statement bump_sql = {"test_bump", "UPDATE aggregate SET version = version + 1\n"
                                                       "WHERE id = $1::int\n"
                                                       "RETURNING version"};
static const struct statement emit_sql = {
    "test_emit", "INSERT INTO outbox (topic, key, type, headers, payload)\n"
                 "SELECT 'otklik.test.v1', 'aggregate-' || $1::text, 'test.changed',\n"
                 "       '{\"ce_type\":\"test.changed\",\"ce_source\":\"otklik/test\"}',\n"
                 "       json_build_object('aggregate', $1::int, 'version', $2::int, 'part', n)::text\n"
                 "FROM generate_series(1, $3::int) AS n"};

static void must(enum status status)
{
    if (status == ST_OK)
        return;
    fprintf(stderr, "otk-test-relay: %s\n", status_name(status));
    exit(1);
}

static struct db *open_in(const char *conninfo, const char *schema)
{
    struct db *db = db_open(conninfo, "otk-test-relay", 5 * USEC_PER_SEC);
    must(db ? db_run(db, &path_sql, DB_PARAMS(schema), NULL) : ST_RETRY);
    return db;
}

static void write_once(struct db *db, GRand *rand)
{
    char id[12], rows_wanted[12];
    auto_rows rows = {0};
    g_snprintf(id, sizeof id, "%d", g_rand_int_range(rand, 0, AGGREGATES));
    g_snprintf(rows_wanted, sizeof rows_wanted, "%d", g_rand_int_range(rand, 1, ROWS_MAX + 1));
    must(db_command(db, "BEGIN"));
    if (g_rand_boolean(rand)) {
        must(db_run(db, &early_sql, DB_NO_PARAMS, NULL));
        g_usleep((gulong)g_rand_int_range(rand, 0, DELAY_MAX_US));
    }
    must(db_run(db, &bump_sql, DB_PARAMS(id), &rows));
    must(db_run(db, &emit_sql, DB_PARAMS(id, rows_text(&rows, 0, 0), rows_wanted), NULL));
    g_usleep((gulong)g_rand_int_range(rand, 0, DELAY_MAX_US));
    must(db_command(db, g_rand_int_range(rand, 0, 10) ? "COMMIT" : "ROLLBACK"));
}

static void *write_all(void *arg)
{
    struct writer *writer = arg;
    struct db *db = open_in(writer->conninfo, writer->schema);
    GRand *rand = g_rand_new_with_seed(writer->seed);
    while (clock_monotonic_us() < writer->until_us)
        write_once(db, rand);
    g_rand_free(rand);
    db_close(db);
    return NULL;
}

static int run_writers(const char *conninfo, const char *schema, int seconds, guint32 seed)
{
    struct writer writers[WRITERS];
    struct db *db = open_in(conninfo, schema);
    must(db_command(db, "CREATE TABLE IF NOT EXISTS aggregate (id int PRIMARY KEY, version int NOT NULL);"
                        "INSERT INTO aggregate SELECT n, 0 FROM generate_series(0, 19) AS n ON CONFLICT DO NOTHING"));
    db_close(db);
    for (int i = 0; i < WRITERS; i++) {
        writers[i] = (struct writer){.conninfo = conninfo,
                                     .schema = schema,
                                     .until_us = clock_monotonic_us() + seconds * USEC_PER_SEC,
                                     .seed = seed + (guint32)i};
        pthread_create(&writers[i].thread, NULL, write_all, &writers[i]);
    }
    for (int i = 0; i < WRITERS; i++)
        pthread_join(writers[i].thread, NULL);
    return 0;
}

static int run_relay(const char *conninfo, const char *schema, const char *brokers)
{
    int signal_no;
    sigset_t ends;
    sigemptyset(&ends);
    sigaddset(&ends, SIGTERM);
    pthread_sigmask(SIG_BLOCK, &ends, NULL);
    struct kafka_settings *kafka = kafka_settings_new(brokers, "otk-test-relay");
    struct relay *relay = relay_start(&(struct relay_options){conninfo, schema, kafka});
    sigwait(&ends, &signal_no);
    relay_stop(relay, STOP_MS);
    kafka_settings_free(kafka);
    return 0;
}

static int mend(const char *what, char **arguments)
{
    int64_t done;
    struct kafka_settings *kafka = kafka_settings_new(arguments[2], "otk-test-relay");
    const struct relay_options options = {arguments[0], arguments[1], kafka};
    enum status status = !strcmp(what, "resend") ? resend_since(&options, arguments[3], &done)
                                                 : resend_read_from_ends(&options, arguments[3], &done);
    kafka_settings_free(kafka);
    return status == ST_OK ? 0 : 1;
}

static int migrate(const char *conninfo, const char *schema)
{
    struct db *db = db_open(conninfo, "otk-test-relay", 5 * USEC_PER_SEC);
    must(db ? migrate_run(db, &(struct migrate_options){.service = schema}) : ST_RETRY);
    db_close(db);
    return 0;
}

int main(int argc, char **argv)
{
    log_setup("test-relay", LOG_INFO);
    if (argc == 4 && !strcmp(argv[1], "migrate"))
        return migrate(argv[2], argv[3]);
    if (argc == 5 && !strcmp(argv[1], "run"))
        return run_relay(argv[2], argv[3], argv[4]);
    if (argc == 6 && !strcmp(argv[1], "write"))
        return run_writers(argv[2], argv[3], atoi(argv[4]), (guint32)atoi(argv[5]));
    if (argc == 6 && (!strcmp(argv[1], "resend") || !strcmp(argv[1], "ends")))
        return mend(argv[1], argv + 2);
    fprintf(stderr, "usage: otk-test-relay migrate|run|resend|ends|write CONNINFO SCHEMA ...\n");
    return 2;
}
