#include "service_options.h"

#include <stdio.h>
#include <string.h>

#include <glib.h>

struct service_options service_options_parse(int argc, char **argv)
{
    static const struct {
        const char *word;
        enum service_mode mode;
    } modes[] = {{"--check", MODE_CHECK},     {"--migrate", MODE_MIGRATE},         {"--prepare", MODE_PREPARE},
                 {"--routes", MODE_ROUTES},   {"--config-keys", MODE_CONFIG_KEYS}, {"--help", MODE_HELP},
                 {"--version", MODE_VERSION}, {"--openapi", MODE_OPENAPI},         {"--events", MODE_EVENTS}};
    struct service_options options = {MODE_RUN, NULL};

    for (int i = 1; i < argc; i++) {
        bool known = false;
        if (strcmp(argv[i], "--config") == 0 && i + 1 < argc) {
            options.config_path = argv[++i];
            continue;
        }
        for (size_t m = 0; m < G_N_ELEMENTS(modes); m++)
            if (strcmp(argv[i], modes[m].word) == 0) {
                options.mode = modes[m].mode;
                known = true;
            }
        if (!known)
            options.mode = MODE_WRONG;
    }
    return options;
}

int service_options_help(const struct service *service, int exit_status)
{
    FILE *out = exit_status ? stderr : stdout;

    fprintf(out,
            "otklik-%s: %s\n\n"
            "usage: otklik-%s [--config FILE] [MODE]\n"
            "  (no mode)      run until TERM or INT\n"
            "  --check        read the configuration, say what is wrong with it, and end\n"
            "  --migrate      bring the database schema forward and end\n"
            "  --prepare      prepare every SQL statement against the database, say which do not fit, and end\n"
            "  --routes       print the HTTP routes as JSON\n"
            "  --events       print the events consumed and emitted as JSON\n"
            "  --openapi      print the OpenAPI document of the HTTP API\n"
            "  --config-keys  print the configuration keys as JSON\n"
            "  --version      print the version\n\n"
            "Every key can be set in the environment: database.url is OTKLIK_DATABASE_URL.\n",
            service->name, service->about, service->name);
    return exit_status;
}
