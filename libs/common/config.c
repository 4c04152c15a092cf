#include "config.h"

#include "config_yaml.h"

#include <assert.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include <glib.h>

struct setting {
    const struct config_key *key;
    char *value;
    char *origin; /* "otklik.yaml:12" or "OTKLIK_DATABASE_URL", for complaints */
};

struct config {
    GHashTable *settings; /* full name -> struct setting */
    const struct config_key *tables[2];
    const char *path;
    bool ok;
};

__attribute__((format(printf, 2, 3))) static void complain(struct config *config, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    vfprintf(stderr, format, args);
    va_end(args);
    fputc('\n', stderr);
    config->ok = false;
}

static void setting_free(void *pointer)
{
    struct setting *setting = pointer;
    g_free(setting->value);
    g_free(setting->origin);
    g_free(setting);
}

static char *env_name(const char *name)
{
    g_autofree char *upper = g_ascii_strup(name, -1);
    return g_strconcat("OTKLIK_", g_strdelimit(upper, ".-", '_'), NULL);
}

static bool under_prefix(const struct config_key *key, const char *name)
{
    size_t length = strlen(key->name) - 1; /* without the '*' */
    return key->type == CONFIG_PREFIX && strncmp(key->name, name, length) == 0 && name[length];
}

/* A key of its own goes before a prefix that covers it. */
static const struct config_key *find_key(const struct config *config, const char *name)
{
    const struct config_key *covering = NULL;
    for (int i = 0; i < 2; i++) {
        for (const struct config_key *key = config->tables[i]; key && key->name; key++) {
            if (key->type != CONFIG_PREFIX && strcmp(key->name, name) == 0)
                return key;
            if (under_prefix(key, name))
                covering = key;
        }
    }
    return covering;
}

static void set(struct config *config, const struct config_key *key, const char *name, const char *value,
                char *origin_take)
{
    struct setting *setting = g_new0(struct setting, 1);
    *setting = (struct setting){.key = key, .value = g_strdup(value), .origin = origin_take};
    g_hash_table_replace(config->settings, g_strdup(name), setting);
}

static void set_from_file(const char *name, const char *value, size_t line, void *arg)
{
    struct config *config = arg;
    const struct config_key *key = find_key(config, name);
    if (!key)
        complain(config, "%s:%zu: unknown key '%s'", config->path, line, name);
    else if (g_hash_table_contains(config->settings, name))
        complain(config, "%s:%zu: key '%s' stands here a second time", config->path, line, name);
    else
        set(config, key, name, value, g_strdup_printf("%s:%zu", config->path, line));
}

/* OTKLIK_KAFKA_CLIENT_SASL_USERNAME=x under "kafka.client.*". */
static void set_prefix_from_env(struct config *config, const struct config_key *key)
{
    g_autofree char *prefix = env_name(key->name);
    size_t length = strlen(prefix) - 1;
    for (char **entry = environ; *entry; entry++) {
        const char *equals = strchr(*entry, '=');
        if (!equals || strncmp(*entry, prefix, length) != 0 || equals == *entry + length)
            continue;
        g_autofree char *variable = g_strndup(*entry, (gsize)(equals - *entry));
        g_autofree char *rest = g_ascii_strdown(variable + length, -1);
        g_autofree char *name =
            g_strdup_printf("%.*s%s", (int)strlen(key->name) - 1, key->name, g_strdelimit(rest, "_", '.'));
        if (find_key(config, name) == key)
            set(config, key, name, equals + 1, g_steal_pointer(&variable));
    }
}

static void set_from_env(struct config *config, const struct config_key *key)
{
    if (key->type == CONFIG_PREFIX) {
        set_prefix_from_env(config, key);
        return;
    }
    char *variable = env_name(key->name);
    const char *value = g_getenv(variable);
    if (value)
        set(config, key, key->name, value, variable);
    else
        g_free(variable);
}

static void set_fallback(struct config *config, const struct config_key *key)
{
    if (key->type == CONFIG_PREFIX || g_hash_table_contains(config->settings, key->name))
        return;
    g_autofree char *variable = env_name(key->name);
    if (key->fallback)
        set(config, key, key->name, key->fallback, g_strdup("default"));
    else
        complain(config, "%s: no value for '%s' (nor in %s): %s", config->path ? config->path : "environment",
                 key->name, variable, key->help);
}

static void read_secret(struct config *config, const char *name, struct setting *setting)
{
    if (!g_str_has_prefix(setting->value, "file:"))
        return;
    g_autoptr(GError) error = NULL;
    char *content;
    if (!g_file_get_contents(setting->value + strlen("file:"), &content, NULL, &error)) {
        complain(config, "%s: %s: %s", setting->origin, name, error->message);
        return;
    }
    size_t length = strlen(content);
    if (length && content[length - 1] == '\n')
        content[length - 1] = '\0';
    g_free(setting->value);
    setting->value = content;
}

static void check_int(struct config *config, const char *name, struct setting *setting)
{
    if (!g_ascii_string_to_signed(setting->value, 10, G_MININT64, G_MAXINT64, NULL, NULL))
        complain(config, "%s: %s must be a whole number, not '%s'", setting->origin, name, setting->value);
}

static void check_bool(struct config *config, const char *name, struct setting *setting)
{
    if (strcmp(setting->value, "true") != 0 && strcmp(setting->value, "false") != 0)
        complain(config, "%s: %s must be true or false, not '%s'", setting->origin, name, setting->value);
}

static const struct {
    const char *word;
    void (*settle)(struct config *config, const char *name, struct setting *setting); /* NULL: any text will do */
} types[] = {
    [CONFIG_TEXT] = {"text", NULL},
    [CONFIG_INT] = {"int", check_int},
    [CONFIG_BOOL] = {"bool", check_bool},
    [CONFIG_SECRET] = {"secret", read_secret},
    [CONFIG_PREFIX] = {"prefix", read_secret},
};

static void settle_all(struct config *config)
{
    GHashTableIter iter;
    void *name, *setting;
    g_hash_table_iter_init(&iter, config->settings);
    while (g_hash_table_iter_next(&iter, &name, &setting)) {
        enum config_type type = ((struct setting *)setting)->key->type;
        if (types[type].settle)
            types[type].settle(config, name, setting);
    }
}

static void for_each_key(struct config *config, void (*act)(struct config *config, const struct config_key *key))
{
    for (int i = 0; i < 2; i++)
        for (const struct config_key *key = config->tables[i]; key && key->name; key++)
            act(config, key);
}

struct config *config_load(const char *path, const struct config_key *common, const struct config_key *own)
{
    struct config *config = g_new0(struct config, 1);
    *config = (struct config){.tables = {common, own}, .path = path, .ok = true};
    config->settings = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, setting_free);
    if (path && !config_yaml_read(path, set_from_file, config))
        config->ok = false;
    for_each_key(config, set_from_env);
    for_each_key(config, set_fallback);
    settle_all(config);
    config->path = NULL; /* borrowed for the call only */
    if (config->ok)
        return config;
    config_free(config);
    return NULL;
}

void config_free(struct config *config)
{
    if (!config)
        return;
    g_hash_table_unref(config->settings);
    g_free(config);
}

const char *config_text(const struct config *config, const char *name)
{
    const struct setting *setting = g_hash_table_lookup(config->settings, name);
    assert(setting);
    return setting->value;
}

int64_t config_int(const struct config *config, const char *name)
{
    return g_ascii_strtoll(config_text(config, name), NULL, 10);
}

bool config_bool(const struct config *config, const char *name)
{
    return strcmp(config_text(config, name), "true") == 0;
}

void config_each(const struct config *config, const char *prefix,
                 void (*each)(const char *rest, const char *value, void *arg), void *arg)
{
    GList *names = g_list_sort(g_hash_table_get_keys(config->settings), (GCompareFunc)strcmp);
    for (GList *node = names; node; node = node->next) {
        const char *name = node->data;
        if (g_str_has_prefix(name, prefix))
            each(name + strlen(prefix), config_text(config, name), arg);
    }
    g_list_free(names);
}

static json_t *describe(const struct config_key *key)
{
    g_autofree char *variable = env_name(key->name);
    return json_pack("{s:s, s:s, s:s?, s:s, s:s}", "name", key->name, "type", types[key->type].word, "default",
                     key->fallback, "help", key->help, "env", variable);
}

json_t *config_describe(const struct config_key *common, const struct config_key *own)
{
    const struct config_key *tables[] = {common, own};
    json_t *array = json_array();
    for (int i = 0; i < 2; i++)
        for (const struct config_key *key = tables[i]; key && key->name; key++)
            json_array_append_new(array, describe(key));
    return array;
}
