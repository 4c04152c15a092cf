#include "staff.h"

const struct config_key staff_config[] = {
    {"token.key_file", CONFIG_TEXT, NULL,
     "file of the signing keys, made on first start, readable by the service alone"},
    {"token.access_s", CONFIG_INT, "300", "life of an access token, seconds"},
    {"session.hours", CONFIG_INT, "12", "life of a session, hours from its sign-in"},
    {"session.repeat_grace_s", CONFIG_INT, "5", "a refresh token that comes twice within it is no theft, seconds"},
    {"password.memory_kib", CONFIG_INT, "65536", "memory of one argon2id hash, KiB"},
    {"password.passes", CONFIG_INT, "2", "passes of argon2id over that memory"},
    {"password.parallel", CONFIG_INT, "2", "hashes at once"},
    {"bootstrap.secret_file", CONFIG_TEXT, "", "file with the secret that makes the first administrator; empty: off"},
    {0},
};

static const char *text_or_null(const struct config *config, const char *key)
{
    const char *text = config_text(config, key);
    return *text ? text : NULL;
}

void *staff_start(const struct config *config, struct db *db)
{
    struct staff *app = g_new0(struct staff, 1);

    (void)db;
    app->keys = keys_open(config_text(config, "token.key_file"), clock_now());
    app->passwords = passwords_new(&(struct password_cost){.memory_kib = config_int(config, "password.memory_kib"),
                                                           .passes = config_int(config, "password.passes"),
                                                           .parallel = (int)config_int(config, "password.parallel")});
    app->terms = (struct token_terms){.issuer = config_text(config, "token.issuer"),
                                      .audience = config_text(config, "token.audience"),
                                      .ttl_s = config_int(config, "token.access_s")};
    app->session_s = config_int(config, "session.hours") * 3600;
    app->repeat_grace_s = config_int(config, "session.repeat_grace_s");
    app->bootstrap_file = text_or_null(config, "bootstrap.secret_file");
    if (app->keys && app->passwords)
        return app;
    staff_stop(app);
    return NULL;
}

void staff_stop(void *arg)
{
    struct staff *app = arg;

    keys_close(app->keys);
    passwords_free(app->passwords);
    g_free(app);
}
