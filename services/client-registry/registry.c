#include "build_info.h"
#include "client_registry.h"
#include "log.h"

#include <string.h>

const struct config_key registry_config[] = {
    {"mappings", CONFIG_TEXT, "deploy/company/mappings",
     "folder with one JSON file a billing system; relative to the folder of shared data"},
    {0},
};

struct registry {
    GPtrArray *mappings;
};

static void mapping_release(void *mapping)
{
    mapping_free(mapping);
}

/* A mapping that is wrong stops the service: going on without it would leave a billing system unread in silence. */
static bool load_one(struct registry *registry, const char *path)
{
    json_error_t where;
    g_autofree char *reason = NULL;
    json_auto_t *document = json_load_file(path, JSON_REJECT_DUPLICATES, &where);
    struct mapping *mapping = document ? mapping_new(document, &reason) : NULL;
    if (!mapping) {
        log_error("mapping cannot be used", LOG_TEXT("file", path), LOG_TEXT("reason", document ? reason : where.text),
                  LOG_NUMBER("line", document ? 0 : where.line));
        return false;
    }
    g_ptr_array_add(registry->mappings, mapping);
    return true;
}

static char *folder_of(const struct config *config)
{
    const char *folder = config_text(config, "mappings");
    return g_path_is_absolute(folder) ? g_strdup(folder) : g_build_filename(build_share(), folder, NULL);
}

static bool load_all(struct registry *registry, const char *folder)
{
    g_autoptr(GDir) dir = g_dir_open(folder, 0, NULL);
    bool right = dir != NULL;
    if (!dir)
        log_error("folder of mappings cannot be read", LOG_TEXT("folder", folder));
    for (const char *name; dir && (name = g_dir_read_name(dir));) {
        g_autofree char *path = g_build_filename(folder, name, NULL);
        if (g_str_has_suffix(name, ".json"))
            right &= load_one(registry, path);
    }
    return right;
}

void *registry_start(const struct config *config, struct db *db)
{
    (void)db;
    struct registry *registry = g_new0(struct registry, 1);
    registry->mappings = g_ptr_array_new_with_free_func(mapping_release);
    g_autofree char *folder = folder_of(config);
    if (load_all(registry, folder))
        return registry;
    registry_stop(registry);
    return NULL;
}

void registry_stop(void *app)
{
    struct registry *registry = app;
    g_ptr_array_unref(registry->mappings);
    g_free(registry);
}

static const struct mapping *mapping_of(const struct registry *registry, const char *topic)
{
    for (guint i = 0; i < registry->mappings->len; i++)
        if (!strcmp(mapping_topic(registry->mappings->pdata[i]), topic))
            return registry->mappings->pdata[i];
    return NULL;
}

bool registry_node(const void *app, const char *topic, const char *name, const struct mapping **out_mapping,
                   struct mapping_node *out_node)
{
    *out_mapping = mapping_of(app, topic);
    return *out_mapping && name && mapping_node(*out_mapping, name, out_node) == ST_OK;
}
