#include "build_info.h"
#include "otk.h"

#include <string.h>

const struct config_key otk_config_keys[] = {
    {"api.url", CONFIG_TEXT, "https://localhost:8443", "where Otklik is; {service} in it stands for a service's name"},
    {"api.cacert", CONFIG_TEXT, "", "certificate to trust beside the system's, PEM"},
    {"api.service.*", CONFIG_PREFIX, "", "the address of one service's API, without nginx: api.service.staff"},
    {"api.login", CONFIG_TEXT, "", "who signs in; also OTK_LOGIN"},
    {"api.password_file", CONFIG_TEXT, "", "file with the password; also OTK_PASSWORD_FILE"},
    {"kafka.bootstrap", CONFIG_TEXT, "127.0.0.1:9092", "brokers, host:port[,host:port]"},
    {"kafka.client.*", CONFIG_PREFIX, "", "passed to librdkafka as it is"},
    {0},
};

const char *const otk_services[] = {"staff",   "intake",       "routing",   "sla-timer", "client-registry",
                                    "archive", "notification", "reporting", NULL};

static const struct config_key no_keys[] = {{0}};

struct config *otk_settings(const char *path)
{
    g_autofree char *usual = g_build_filename(g_get_user_config_dir(), "otk.yaml", NULL);

    if (!path && g_file_test(usual, G_FILE_TEST_EXISTS))
        path = usual;
    return config_load(path, otk_config_keys, no_keys);
}

struct search {
    const char *service;
    char *url;
};

/* An environment variable's name cannot hold the '-' of sla-timer: it comes as a dot. */
static void match_service(const char *rest, const char *value, void *arg)
{
    struct search *search = arg;
    g_autofree char *dotted = g_strdelimit(g_strdup(search->service), "-", '.');

    if (strcmp(rest, search->service) != 0 && strcmp(rest, dotted) != 0)
        return;
    g_free(search->url);
    search->url = g_strdup(value);
}

static char *expand(const char *pattern, const char *service)
{
    g_auto(GStrv) parts = g_strsplit(pattern, "{service}", -1);

    return parts[1] ? g_strjoinv(service, parts) : g_strdup_printf("%s/api/%s", pattern, service);
}

char *otk_service_url(const struct config *config, const char *service)
{
    struct search search = {.service = service};

    config_each(config, "api.service.", match_service, &search);
    return search.url ? search.url : expand(config_text(config, "api.url"), service);
}

struct kafka_settings *otk_kafka(const struct config *config)
{
    struct kafka_settings *settings = kafka_settings_new(config_text(config, "kafka.bootstrap"), "otk");

    config_each(config, "kafka.client.", kafka_settings_add, settings);
    return settings;
}

const char *otk_share(void)
{
    return build_share();
}
