/* config.h: settings from a YAML file and the environment (OTKLIK_<KEY>, dots as underscores, upper case), flat dotted
 * keys, unknown keys refused. The environment wins. A value "file:PATH" of a SECRET key or under a PREFIX (Kafka's
 * passwords) is read from that file, without its last line end. Names under a PREFIX come from the environment with
 * dots: OTKLIK_KAFKA_CLIENT_SASL_USERNAME is kafka.client.sasl.username. Booleans are "true" and "false". */
#ifndef OTKLIK_CONFIG_H
#define OTKLIK_CONFIG_H

#include "status.h"

#include <stdbool.h>
#include <stdint.h>

#include <jansson.h>

enum config_type {
    CONFIG_TEXT,
    CONFIG_INT,
    CONFIG_BOOL,
    CONFIG_SECRET,
    CONFIG_PREFIX /* name ends in ".*": passed through */
};

struct config_key {
    const char *name; /* "database.url" */
    enum config_type type;
    const char *fallback; /* default as text; NULL: required */
    const char *help;     /* one sentence, with unit */
};

struct config;

/* Reads `path` (NULL: environment only) against both tables (each ends with {0}; `own` may be NULL). Every problem is
 * written to standard error with key and line; NULL if there was one. */
struct config *config_load(const char *path, const struct config_key *common, const struct config_key *own);
void config_free(struct config *config);
/* Asking for a key that is in no table is a bug (assert). Borrowed until config_free. */
const char *config_text(const struct config *config, const char *name);
int64_t config_int(const struct config *config, const char *name);
bool config_bool(const struct config *config, const char *name);
/* Calls `each` for every key under the prefix ("kafka.client."), with the rest of the name, in order of names. */
void config_each(const struct config *config, const char *prefix,
                 void (*each)(const char *rest, const char *value, void *arg), void *arg);
/* [{"name","type","default","help","env"}] of both tables, for docs and the drift check. Caller owns it. */
json_t *config_describe(const struct config_key *common, const struct config_key *own);

#endif
