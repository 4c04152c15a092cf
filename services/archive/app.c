#include "archive.h"
#include "config.h"
#include "file_store.h"

const struct config_key archive_config[] = {
    {"files.folder", CONFIG_TEXT, "", "folder of all files, on the file system of http.upload_folder"},
    {"files.fetch_limit_s", CONFIG_INT, "120", "seconds that fetching one file may take"},
    {"files.fetch_tries", CONFIG_INT, "10", "tries to fetch a file before it is given up"},
    {"files.fetch_backoff_s", CONFIG_INT, "5",
     "seconds before the second try; each later one waits three times longer"},
    {"scanner.clamd_socket", CONFIG_TEXT, "", "Unix socket of clamd; empty: only size and type of files are checked"},
    {"s3.base_url", CONFIG_TEXT, "", "https URL below which s3://bucket/key is fetched; its host must be a listed one"},
    {0},
};

void *archive_start(const struct config *config, struct db *db)
{
    (void)db;
    const char *folder = config_text(config, "files.folder");
    if (file_store_open(folder) != ST_OK)
        return NULL;
    struct archive *app = g_new0(struct archive, 1);
    app->folder = g_strdup(folder);
    app->clamd_socket = g_strdup(config_text(config, "scanner.clamd_socket"));
    app->s3_base_url = g_strdup(config_text(config, "s3.base_url"));
    app->fetch_limit_s = config_int(config, "files.fetch_limit_s");
    app->fetch_tries = config_int(config, "files.fetch_tries");
    app->fetch_backoff_s = config_int(config, "files.fetch_backoff_s");
    return app;
}

void archive_stop(void *arg)
{
    struct archive *app = arg;
    g_free(app->folder);
    g_free(app->clamd_socket);
    g_free(app->s3_base_url);
    g_free(app);
}
