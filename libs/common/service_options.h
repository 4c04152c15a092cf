/* service_options.h: the command line that every service has. */
#ifndef OTKLIK_SERVICE_OPTIONS_H
#define OTKLIK_SERVICE_OPTIONS_H

#include "service.h"

enum service_mode {
    MODE_RUN,
    MODE_CHECK,
    MODE_MIGRATE,
    MODE_PREPARE,
    MODE_FROM_ENDS,
    MODE_RESEND,
    MODE_ROUTES,
    MODE_EVENTS,
    MODE_OPENAPI,
    MODE_CONFIG_KEYS,
    MODE_HELP,
    MODE_VERSION,
    MODE_WRONG
};

struct service_options {
    enum service_mode mode;
    const char *config_path; /* borrowed from argv; NULL: none */
    const char *value;       /* of MODE_FROM_ENDS and MODE_RESEND; borrowed from argv */
};

/* The last mode that is given counts; MODE_WRONG when a word is not known. */
struct service_options service_options_parse(int argc, char **argv);
/* Prints the usage, to stderr when the exit status is not 0; returns that status. */
int service_options_help(const struct service *service, int exit_status);

#endif
