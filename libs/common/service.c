#include "service.h"

#include "build_info.h"
#include "dead_letter_http.h"
#include "engine.h"
#include "footprint.h"
#include "health_http.h"
#include "http_server.h"
#include "jobs.h"
#include "log.h"
#include "migrate.h"
#include "notify.h"
#include "openapi.h"
#include "relay.h"
#include "resend.h"
#include "service_config.h"
#include "service_describe.h"
#include "service_metrics.h"
#include "service_options.h"
#include "statements.h"
#include "token.h"

#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <curl/curl.h>

#define CLIENT_END_MS 2000
#define DRAIN_MS 3000

/* Everything that runs while the service does, in the order of its start. */
struct process {
    const struct service *service;
    struct config *config;
    struct kafka_settings *kafka;
    void *app;
    struct relay *relay;
    struct engine *engine;
    struct jobs *jobs;
    struct token_verifier *tokens;
    struct http_server *http;
    sigset_t signals;
};

static int print_json_take(json_t *value)
{
    char *text = json_dumps(value, JSON_INDENT(2));

    puts(text);
    free(text);
    json_decref(value);
    return 0;
}

/* The service's own routes and those of the platform, ended by {0}; made once, kept for the life of the process. */
static const struct route *routes_of(const struct service *service)
{
    static GArray *all;

    if (all)
        return (const struct route *)all->data;
    all = g_array_new(TRUE, TRUE, sizeof(struct route));
    for (const struct route *route = service->routes; route && route->path; route++)
        g_array_append_val(all, *route);
    for (const struct route *route = dead_letter_routes; route->path; route++)
        g_array_append_val(all, *route);
    g_array_append_val(all, health_route);
    return (const struct route *)all->data;
}

static enum log_level level_of(const char *word)
{
    static const char *const words[] = {"debug", "info", "warn", "error"};

    for (size_t i = 0; i < G_N_ELEMENTS(words); i++)
        if (strcmp(words[i], word) == 0)
            return (enum log_level)i;
    return LOG_INFO;
}

/* True when TERM or INT has come within `ms`. */
static bool told_to_stop(struct process *p, long ms)
{
    struct timespec wait = {ms / 1000, ms % 1000 * 1000000};
    return sigtimedwait(&p->signals, NULL, &wait) > 0;
}

/* Waits for the database as long as it takes; NULL when told to stop meanwhile. */
static struct db *wait_for_database(struct process *p)
{
    for (;;) {
        struct db *db = db_open(config_text(p->config, "database.url"), p->service->name, 0);
        if (db || told_to_stop(p, 1000))
            return db;
    }
}

static enum status migrate(struct process *p, struct db *db)
{
    enum status status = migrate_run(db, &(struct migrate_options){.service = p->service->name});

    while (status == ST_RETRY && !told_to_stop(p, 1000))
        if (db_reconnect(db) == ST_OK)
            status = migrate_run(db, &(struct migrate_options){.service = p->service->name});
    return status;
}

/* Brings the schema forward and makes the service's own object. */
static bool prepare(struct process *p)
{
    struct db *db = wait_for_database(p);
    if (!db)
        return false;
    bool ok = migrate(p, db) == ST_OK;
    if (ok && p->service->start) {
        p->app = p->service->start(p->config, db);
        ok = p->app != NULL;
    }
    db_close(db);
    if (!ok)
        log_error("service cannot start");
    return ok;
}

static void make_kafka(struct process *p)
{
    g_autofree char *client = g_strdup_printf("otklik-%s", p->service->name);

    p->kafka = kafka_settings_new(config_text(p->config, "kafka.bootstrap"), client);
    config_each(p->config, "kafka.client.", kafka_settings_add, p->kafka);
}

/* The port tells the service's processes on one host apart; Kafka takes letters, digits, '.', '_' and '-'. */
static char *instance_name(const struct process *p)
{
    const char *given = config_text(p->config, "bus.instance");
    if (*given)
        return g_strdup(given);
    const char *port = strrchr(config_text(p->config, "http.listen"), ':');
    return g_strcanon(g_strdup_printf("%s-%s%s", g_get_host_name(), p->service->name, port ? port : ""),
                      G_CSET_A_2_Z G_CSET_a_2_z G_CSET_DIGITS "._-", '-');
}

static void start_bus(struct process *p)
{
    const char *database = config_text(p->config, "database.url");
    g_autofree char *instance = instance_name(p);

    p->relay =
        relay_start(&(struct relay_options){.conninfo = database, .service = p->service->name, .kafka = p->kafka});
    p->engine = engine_start(&(struct engine_options){.service = p->service,
                                                      .conninfo = database,
                                                      .kafka = p->kafka,
                                                      .relay = p->relay,
                                                      .app = p->app,
                                                      .batch_max = config_int(p->config, "bus.batch_max"),
                                                      .instance = instance,
                                                      .accept_gaps = config_bool(p->config, "bus.accept_gaps")});
    p->jobs = jobs_start(p->service, database, p->relay, p->app);
    service_metrics_follow(p->relay);
}

static void report_trouble(void *arg, json_t *reasons)
{
    const struct process *p = arg;
    const char *troubles[] = {engine_trouble(p->engine), relay_trouble(p->relay),
                              p->service->trouble ? p->service->trouble(p->app) : NULL};

    for (size_t i = 0; i < G_N_ELEMENTS(troubles); i++)
        if (troubles[i])
            json_array_append_new(reasons, json_string(troubles[i]));
}

static json_t *lag_of(const struct engine *engine)
{
    json_t *list = json_array();
    const char *topic;
    int64_t events;

    for (size_t i = 0; (topic = engine_lag(engine, i, &events)); i++)
        json_array_append_new(list, json_pack("{s:s, s:I}", "topic", topic, "events", (json_int_t)events));
    return list;
}

static void report_health(void *arg, json_t *health)
{
    const struct process *p = arg;
    struct relay_figures relay = {0};

    relay_figures(p->relay, &relay);
    json_t *outbox = json_pack("{s:b, s:I, s:I}", "leading", relay.leading, "events", (json_int_t)relay.waiting,
                               "age_ms", (json_int_t)(relay.window_age_us / 1000));
    json_object_set_new(health, "outbox", outbox);
    json_object_set_new(health, "lag", lag_of(p->engine));
    if (engine_group(p->engine))
        json_object_set_new(health, "group", json_string(engine_group(p->engine)));
}

static void wake_relay(void *arg)
{
    relay_wake(((struct process *)arg)->relay);
}

static const char *text_or_null(const struct config *config, const char *key)
{
    const char *text = config_text(config, key);
    return *text ? text : NULL;
}

static bool start_http(struct process *p)
{
    const struct config *config = p->config;

    p->tokens = token_verifier_new(&(struct token_options){.keys_url = text_or_null(config, "token.jwks_url"),
                                                           .keys_file = text_or_null(config, "token.jwks_file"),
                                                           .issuer = config_text(config, "token.issuer"),
                                                           .audience = config_text(config, "token.audience")});
    p->http = http_server_start(&(struct http_options){.service = p->service->name,
                                                       .about = p->service->about,
                                                       .listen = config_text(config, "http.listen"),
                                                       .connections = (int)config_int(config, "http.threads"),
                                                       .routes = routes_of(p->service),
                                                       .app = p->app,
                                                       .conninfo = config_text(config, "database.url"),
                                                       .works = &http_works_database,
                                                       .tokens = p->tokens,
                                                       .upload_folder = text_or_null(config, "http.upload_folder"),
                                                       .ready = report_trouble,
                                                       .health = report_health,
                                                       .committed = wake_relay,
                                                       .owner = p});
    return p->http;
}

/* First no new work comes in, then what was committed goes out. */
static void stop_all(struct process *p)
{
    notify_stopping();
    http_server_stop(p->http);
    service_metrics_follow(NULL);
    token_verifier_free(p->tokens);
    jobs_stop(p->jobs);
    engine_stop(p->engine);
    relay_stop(p->relay, DRAIN_MS);
    if (p->service->stop && p->app)
        p->service->stop(p->app);
}

static int run(struct process *p)
{
    if (!prepare(p))
        return 1;
    start_bus(p);
    bool ok = start_http(p);
    if (ok) {
        log_info("service runs", LOG_TEXT("listen", config_text(p->config, "http.listen")));
        notify_ready();
        while (!told_to_stop(p, 1000))
            notify_watchdog();
        log_info("service stops");
    }
    stop_all(p);
    return ok ? 0 : 1;
}

static int migrate_only(struct process *p)
{
    struct db *db = wait_for_database(p);
    if (!db)
        return 1;
    enum status status = migrate(p, db);
    db_close(db);
    return status == ST_OK ? 0 : 1;
}

static int prepare_only(struct process *p)
{
    g_autoptr(GPtrArray) faults = g_ptr_array_new_with_free_func(g_free);
    struct db *db = wait_for_database(p);
    if (!db)
        return 1;
    int count = statements_check(p->service, db, faults);
    db_close(db);
    for (guint i = 0; i < faults->len; i++)
        fprintf(stderr, "%s\n", (char *)faults->pdata[i]);
    printf("%d statements, %u faults\n", count, faults->len);
    return faults->len ? 1 : 0;
}

/* Exit status 1: not done, for the reason that was logged. */
static int mend_bus(struct process *p, const struct service_options *given)
{
    int64_t done = 0;
    const struct relay_options options = {config_text(p->config, "database.url"), p->service->name, p->kafka};
    enum status status = given->mode == MODE_RESEND ? resend_since(&options, given->value, &done)
                                                    : resend_read_from_ends(&options, given->value, &done);
    if (status == ST_OK)
        printf("%" G_GINT64_FORMAT " %s\n", done, given->mode == MODE_RESEND ? "events" : "partitions");
    return status == ST_OK ? 0 : 1;
}

/* A client of the bus may hang while it ends (librdkafka 2.0.2): then the process ends under it. */
static void end_clients(int exit_status)
{
    if (kafka_wait_destroyed(CLIENT_END_MS))
        return;
    log_warn("a client of the bus does not end: left behind");
    _exit(exit_status);
}

static int run_configured(struct process *p, const struct service_options *options)
{
    log_setup(p->service->name, level_of(config_text(p->config, "log.level")));
    sigemptyset(&p->signals);
    sigaddset(&p->signals, SIGTERM);
    sigaddset(&p->signals, SIGINT);
    pthread_sigmask(SIG_BLOCK, &p->signals, NULL);
    signal(SIGPIPE, SIG_IGN);
    curl_global_init(CURL_GLOBAL_DEFAULT);
    footprint_reduce();

    if (options->mode == MODE_MIGRATE)
        return migrate_only(p);
    if (options->mode == MODE_PREPARE)
        return prepare_only(p);
    make_kafka(p);
    int exit_status = options->mode == MODE_RUN ? run(p) : mend_bus(p, options);
    kafka_settings_free(p->kafka);
    end_clients(exit_status);
    return exit_status;
}

int service_main(const struct service *service, int argc, char **argv)
{
    struct service_options options = service_options_parse(argc, argv);
    struct process process = {.service = service};

    switch (options.mode) {
    case MODE_HELP:
    case MODE_WRONG:
        return service_options_help(service, options.mode == MODE_HELP ? 0 : 2);
    case MODE_VERSION:
        printf("otklik-%s %s\n", service->name, build_version());
        return 0;
    case MODE_ROUTES:
        return print_json_take(service_describe_routes(routes_of(service)));
    case MODE_EVENTS:
        return print_json_take(service_describe_events(service));
    case MODE_OPENAPI:
        return print_json_take(openapi_make(
            &(struct http_options){.service = service->name, .about = service->about, .routes = routes_of(service)}));
    case MODE_CONFIG_KEYS:
        return print_json_take(config_describe(service_config_keys, service->config));
    default:
        break;
    }
    process.config = config_load(options.config_path, service_config_keys, service->config);
    if (!process.config)
        return 2;
    int exit_status = options.mode == MODE_CHECK ? 0 : run_configured(&process, &options);
    config_free(process.config);
    return exit_status;
}
