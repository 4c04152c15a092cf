#include "app.h"

void *intake_start(const struct config *config, struct db *db)
{
    struct catalogue *catalogue = catalogue_new(db);
    if (!catalogue)
        return NULL;
    struct intake *app = g_new0(struct intake, 1);
    app->catalogue = catalogue;
    app->numbers = numbers_new(config_text(config, "database.url"));
    return app;
}

void intake_stop(void *arg)
{
    struct intake *app = arg;
    numbers_free(app->numbers);
    catalogue_free(app->catalogue);
    g_free(app);
}

struct catalogue_view *intake_view(struct work *w)
{
    const struct intake *app = work_app(w);
    return catalogue_acquire(app->catalogue);
}
