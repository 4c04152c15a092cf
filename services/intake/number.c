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

char *number_counter_id(const char *branch, instant at)
{
    return g_strdup_printf("%s-%d", branch, year_of(at));
}

void number_give(struct work *w, struct appeal *appeal, instant at)
{
    g_autofree char *id = number_counter_id(appeal->branch, at);
    struct number_counter *counter = work_find(w, &number_counter_table, "id", id);

    if (!counter) {
        counter = work_new(w, &number_counter_table);
        text_set(&counter->id, id);
    }
    counter->last++;
    work_save(w, counter);

    g_autofree char *number = g_strdup_printf("%s-%07" G_GINT64_FORMAT, id, counter->last);
    text_set(&appeal->number, number);
    struct appeal_number *entry = work_new(w, &appeal_number_table);
    text_set(&entry->number, number);
    text_set(&entry->appeal_id, appeal->id);
}
