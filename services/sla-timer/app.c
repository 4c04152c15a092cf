#include "log.h"
#include "sla_timer.h"

#include <stdatomic.h>

struct sla_timer {
    GMutex lock; /* of book and zones */
    struct rulebook *book;
    GHashTable *zones; /* name -> GTimeZone */
    _Atomic bool skewed;
    _Atomic int64_t noted;
    struct fire_place fire;
};

static void free_zone(void *zone)
{
    g_time_zone_unref(zone);
}

void *app_start(const struct config *config, struct db *db)
{
    (void)config;
    (void)db;
    struct sla_timer *app = g_new0(struct sla_timer, 1);
    g_mutex_init(&app->lock);
    app->zones = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, free_zone);
    app->noted = INT64_MAX;
    return app;
}

void app_stop(void *arg)
{
    struct sla_timer *app = arg;
    rulebook_unref(app->book);
    g_hash_table_unref(app->zones);
    g_mutex_clear(&app->lock);
    g_free(app);
}

GTimeZone *app_zone(struct sla_timer *app, const char *name)
{
    g_mutex_lock(&app->lock);
    GTimeZone *zone = g_hash_table_lookup(app->zones, name);
    if (!zone && (zone = g_time_zone_new_identifier(name)))
        g_hash_table_insert(app->zones, g_strdup(name), zone);
    g_mutex_unlock(&app->lock);
    return zone;
}

bool app_skewed(const struct sla_timer *app)
{
    return app->skewed;
}

void app_set_skewed(struct sla_timer *app, bool skewed)
{
    app->skewed = skewed;
}

struct fire_place *app_fire_place(struct sla_timer *app)
{
    return &app->fire;
}

void app_note_timer(struct sla_timer *app, instant due_at)
{
    int64_t known = app->noted;
    while (due_at < known && !atomic_compare_exchange_weak(&app->noted, &known, due_at))
        ;
}

instant app_take_note(struct sla_timer *app)
{
    return atomic_exchange(&app->noted, INT64_MAX);
}

enum { CODE, VERSION, BODY, CHANGED_AT, CHANGED_BY, KIND };

static void add_setting(struct rulebook *book, const struct rows *rows, int i)
{
    json_t *body = json_loads(rows_text(rows, i, BODY), 0, NULL);
    bool rule = rows_text(rows, i, KIND)[0] == 'r';
    bool added = rule ? rulebook_add_rule(book, body, "", NULL) : rulebook_add_calendar(book, body, "", NULL);
    json_decref(body);
    if (!added)
        log_error("setting is not readable", LOG_TEXT("kind", rows_text(rows, i, KIND)),
                  LOG_TEXT("code", rows_text(rows, i, CODE)));
}

static struct rulebook *read_rulebook(struct db *db, int64_t version)
{
    auto_rows rows = {0};
    if (settings_current(db, "", &rows) != ST_OK)
        return NULL;
    struct rulebook *book = rulebook_new(version);
    for (int i = 0; i < rows_count(&rows); i++)
        add_setting(book, &rows, i);
    log_info("rules and calendars read", LOG_NUMBER("version", version), LOG_NUMBER("rules", book->rules->len));
    return book;
}

/* Takes over `book`. A slower thread must not put an older one in the place of a newer. */
static struct rulebook *keep_rulebook(struct sla_timer *app, struct rulebook *book)
{
    g_mutex_lock(&app->lock);
    if (!app->book || app->book->version < book->version) {
        rulebook_unref(app->book);
        app->book = rulebook_ref(book);
    }
    g_mutex_unlock(&app->lock);
    return book;
}

static struct rulebook *kept_rulebook(struct sla_timer *app, int64_t version)
{
    g_mutex_lock(&app->lock);
    bool fits = app->book && app->book->version >= version;
    struct rulebook *book = fits ? rulebook_ref(app->book) : NULL;
    g_mutex_unlock(&app->lock);
    return book;
}

struct rulebook *app_rulebook(struct work *w)
{
    struct sla_timer *app = work_app(w);
    const struct rulebook_row *row = work_find(w, &rulebook_table, "name", RULEBOOK_NAME);
    if (!row)
        return NULL;
    struct rulebook *book = kept_rulebook(app, row->version);
    if (!book && (book = read_rulebook(work_db(w), row->version)))
        book = keep_rulebook(app, book);
    if (book && rulebook_ready(book))
        return book;
    rulebook_unref(book);
    return NULL;
}
