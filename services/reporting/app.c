#include "log.h"
#include "reporting.h"

#include <errno.h>

#define US_PER_DAY (INT64_C(24) * 3600 * USEC_PER_SEC)

struct reporting {
    char *folder;
    char *conninfo;
    int64_t sheet_rows;
    int64_t keep_us;
    struct db *side; /* of the thread of job_make_report */
};

const struct config_key reporting_config[] = {
    {"files.folder", CONFIG_TEXT, "",
     "folder of finished reports and of the temporary files of those being made; on disk"},
    {"reports.sheet_rows", CONFIG_INT, "1048575", "rows of a sheet at most; what is more goes to further sheets"},
    {"reports.keep_days", CONFIG_INT, "30", "days after which a report and its file are removed"},
    {0},
};

void *reporting_start(const struct config *config, struct db *db)
{
    const char *folder = config_text(config, "files.folder");

    (void)db;
    if (!*folder || g_mkdir_with_parents(folder, 0750) != 0) {
        log_error("files.folder cannot be used", LOG_TEXT("reason", *folder ? g_strerror(errno) : "not set"));
        return NULL;
    }
    struct reporting *app = g_new0(struct reporting, 1);
    app->folder = g_strdup(folder);
    app->conninfo = g_strdup(config_text(config, "database.url"));
    app->sheet_rows = CLAMP(config_int(config, "reports.sheet_rows"), 1, 1048575);
    app->keep_us = config_int(config, "reports.keep_days") * US_PER_DAY;
    return app;
}

void reporting_stop(void *arg)
{
    struct reporting *app = arg;

    db_close(app->side);
    g_free(app->folder);
    g_free(app->conninfo);
    g_free(app);
}

const char *reporting_folder(const struct reporting *app)
{
    return app->folder;
}

int64_t reporting_sheet_rows(const struct reporting *app)
{
    return app->sheet_rows;
}

int64_t reporting_keep_us(const struct reporting *app)
{
    return app->keep_us;
}

struct db *reporting_side_db(struct reporting *app)
{
    if (!app->side)
        app->side = db_open(app->conninfo, "reports", 0);
    if (app->side && !db_alive(app->side) && db_reconnect(app->side) != ST_OK)
        return NULL;
    return app->side;
}
