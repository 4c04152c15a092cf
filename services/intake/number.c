#include "app.h"
#include "intake.h"
#include "zone.h"

/* The year is the one in Moscow: the company keeps one journal, whatever zone the branch lives in. */
static int year_of(instant at)
{
    GTimeZone *zone = zone_of("Europe/Moscow");
    g_autoptr(GDateTime) utc = g_date_time_new_from_unix_utc(at / USEC_PER_SEC);
    g_autoptr(GDateTime) local = g_date_time_to_timezone(utc, zone);
    return g_date_time_get_year(local);
}

void number_give(struct work *w, struct appeal *appeal, instant at)
{
    const struct intake *app = work_app(w);
    g_autofree char *counter = g_strdup_printf("%s-%d", appeal->branch, year_of(at));
    int64_t n = 0;

    enum status st = numbers_take(app->numbers, counter, &n);
    if (st != ST_OK)
        work_void(w, st);
    g_autofree char *number = g_strdup_printf("%s-%07" G_GINT64_FORMAT, counter, n);
    text_set(&appeal->number, number);
    struct appeal_number *entry = work_new(w, &appeal_number_table);
    text_set(&entry->number, number);
    text_set(&entry->appeal_id, appeal->id);
}
