#include "rules/calendar.h"

#include <string.h>

struct calendar {
    char *code, *title_ru, *title_en;
    const struct calendar *base;
    GHashTable *days;   /* civil_day -> enum day_kind + 1 */
    GHashTable *yearly; /* month * 100 + day */
    GHashTable *years;
};

struct calendar *calendar_new(const char *code, const struct calendar *base)
{
    struct calendar *calendar = g_new0(struct calendar, 1);
    calendar->code = g_strdup(code);
    calendar->base = base;
    calendar->days = g_hash_table_new(NULL, NULL);
    calendar->yearly = g_hash_table_new(NULL, NULL);
    calendar->years = g_hash_table_new(NULL, NULL);
    return calendar;
}

void calendar_free(struct calendar *calendar)
{
    if (!calendar)
        return;
    g_hash_table_unref(calendar->days);
    g_hash_table_unref(calendar->yearly);
    g_hash_table_unref(calendar->years);
    g_free(calendar->code);
    g_free(calendar->title_ru);
    g_free(calendar->title_en);
    g_free(calendar);
}

const char *calendar_code(const struct calendar *calendar)
{
    return calendar->code;
}

void calendar_set_title(struct calendar *calendar, const char *ru, const char *en)
{
    g_free(calendar->title_ru);
    g_free(calendar->title_en);
    calendar->title_ru = g_strdup(ru);
    calendar->title_en = g_strdup(en);
}

const char *calendar_title(const struct calendar *calendar, const char *language)
{
    const char *title = strcmp(language, "en") == 0 ? calendar->title_en : calendar->title_ru;
    return title ? title : calendar->code;
}

void calendar_publish(struct calendar *calendar, int year)
{
    g_hash_table_add(calendar->years, GINT_TO_POINTER(year));
}

bool calendar_published(const struct calendar *calendar, int year)
{
    if (calendar->base && !calendar_published(calendar->base, year))
        return false;
    if (calendar->base && g_hash_table_size(calendar->years) == 0)
        return true;
    return g_hash_table_contains(calendar->years, GINT_TO_POINTER(year));
}

void calendar_set_day(struct calendar *calendar, civil_day day, enum day_kind kind)
{
    g_hash_table_insert(calendar->days, GINT_TO_POINTER(day), GINT_TO_POINTER(kind + 1));
}

void calendar_set_yearly_off(struct calendar *calendar, int month, int day)
{
    g_hash_table_add(calendar->yearly, GINT_TO_POINTER(month * 100 + day));
}

static bool calendar_is_yearly_off(const struct calendar *calendar, civil_day day)
{
    if (g_hash_table_size(calendar->yearly) == 0)
        return false;
    int year, month, number;
    civil_to_ymd(day, &year, &month, &number);
    return g_hash_table_contains(calendar->yearly, GINT_TO_POINTER(month * 100 + number));
}

enum day_kind calendar_kind(const struct calendar *calendar, civil_day day)
{
    for (const struct calendar *layer = calendar; layer; layer = layer->base) {
        int stored = GPOINTER_TO_INT(g_hash_table_lookup(layer->days, GINT_TO_POINTER(day)));
        if (stored)
            return (enum day_kind)(stored - 1);
        if (calendar_is_yearly_off(layer, day))
            return DAY_OFF;
    }
    return civil_weekday(day) > 5 ? DAY_OFF : DAY_WORKING;
}

bool calendar_is_working(const struct calendar *calendar, civil_day day, bool *provisional)
{
    if (provisional && !calendar_published(calendar, civil_year(day)))
        *provisional = true;
    return calendar_kind(calendar, day) != DAY_OFF;
}

civil_day calendar_nth_working(const struct calendar *calendar, civil_day day, int n, bool *provisional)
{
    int step = n < 0 ? -1 : 1;
    int left = n * step;
    for (int walked = 0; left > 0; walked++) {
        if (walked == CALENDAR_HORIZON_DAYS)
            return CIVIL_NONE;
        day += step;
        left -= calendar_is_working(calendar, day, provisional);
    }
    return day;
}

civil_day calendar_shift(const struct calendar *calendar, civil_day day, int direction, bool *provisional)
{
    if (calendar_is_working(calendar, day, provisional))
        return day;
    return calendar_nth_working(calendar, day, direction, provisional);
}

int calendar_count_working(const struct calendar *calendar, civil_day from, civil_day to, bool *provisional)
{
    int count = 0;
    for (civil_day day = from + 1; day <= to; day++)
        count += calendar_is_working(calendar, day, provisional);
    return count;
}
