#include "service_options.h"

#include <stdio.h>
#include <string.h>

#include <glib.h>

struct word {
    const char *word;
    enum service_mode mode;
    bool valued; /* the next word belongs to it */
};

static const struct word modes[] = {
    {"--check", MODE_CHECK, false},     {"--migrate", MODE_MIGRATE, false},
    {"--prepare", MODE_PREPARE, false}, {"--from-ends", MODE_FROM_ENDS, true},
    {"--resend", MODE_RESEND, true},    {"--routes", MODE_ROUTES, false},
    {"--events", MODE_EVENTS, false},   {"--openapi", MODE_OPENAPI, false},
    {"--help", MODE_HELP, false},       {"--config-keys", MODE_CONFIG_KEYS, false},
    {"--version", MODE_VERSION, false},
};

static const struct word *mode_of(const char *word)
{
    for (size_t m = 0; m < G_N_ELEMENTS(modes); m++)
        if (strcmp(word, modes[m].word) == 0)
            return &modes[m];
    return NULL;
}

struct service_options service_options_parse(int argc, char **argv)
{
    struct service_options options = {MODE_RUN, NULL, NULL};

    for (int i = 1; i < argc; i++) {
        if (strcmp(argv[i], "--config") == 0 && i + 1 < argc) {
            options.config_path = argv[++i];
            continue;
        }
        const struct word *known = mode_of(argv[i]);
        options.mode = known && (!known->valued || i + 1 < argc) ? known->mode : MODE_WRONG;
        if (options.mode != MODE_WRONG && known->valued)
            options.value = argv[++i];
    }
    return options;
}

int service_options_help(const struct service *service, int exit_status)
{
    FILE *out = exit_status ? stderr : stdout;

    fprintf(out,
            "otklik-%s: %s\n\n"
            "usage: otklik-%s [--config FILE] [MODE]\n"
            "  (no mode)          run until TERM or INT\n"
            "  --check            read the configuration, say what is wrong with it, and end\n"
            "  --migrate          bring the database schema forward and end\n"
            "  --prepare          prepare every SQL statement against the database, say which do not fit, and end\n"
            "  --from-ends TOPIC  read on at the end of the topic ('otklik.%%': of all of the services), and end\n"
            "  --resend TIME      send again what was sent since then, under its numbers, and end\n"
            "  --routes           print the HTTP routes as JSON\n"
            "  --events           print the events consumed and emitted as JSON\n"
            "  --openapi          print the OpenAPI document of the HTTP API\n"
            "  --config-keys      print the configuration keys as JSON\n"
            "  --version          print the version\n\n"
            "Every key can be set in the environment: database.url is OTKLIK_DATABASE_URL.\n",
            service->name, service->about, service->name);
    return exit_status;
}
