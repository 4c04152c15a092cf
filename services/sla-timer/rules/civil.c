#include "rules/civil.h"

#include <stdio.h>
#include <string.h>

#define JULIAN_OF_1970 719163

static void civil_to_gdate(civil_day day, GDate *out)
{
    g_date_clear(out, 1);
    g_date_set_julian(out, (guint32)(day + JULIAN_OF_1970));
}

static civil_day civil_from_gdate(const GDate *date)
{
    return (civil_day)g_date_get_julian(date) - JULIAN_OF_1970;
}

civil_day civil_from_ymd(int year, int month, int day)
{
    if (year < 1 || year > 9999 || day < 1 || day > 31 || month < 1 || month > 12 ||
        !g_date_valid_dmy((GDateDay)day, (GDateMonth)month, (GDateYear)year))
        return CIVIL_NONE;
    GDate date;
    g_date_clear(&date, 1);
    g_date_set_dmy(&date, (GDateDay)day, (GDateMonth)month, (GDateYear)year);
    return civil_from_gdate(&date);
}

void civil_to_ymd(civil_day day, int *out_year, int *out_month, int *out_day)
{
    GDate date;
    civil_to_gdate(day, &date);
    *out_year = g_date_get_year(&date);
    *out_month = (int)g_date_get_month(&date);
    *out_day = g_date_get_day(&date);
}

int civil_year(civil_day day)
{
    GDate date;
    civil_to_gdate(day, &date);
    return g_date_get_year(&date);
}

int civil_weekday(civil_day day)
{
    GDate date;
    civil_to_gdate(day, &date);
    return (int)g_date_get_weekday(&date);
}

enum status civil_parse(const char *text, civil_day *out_day)
{
    static const char shape[] = "dddd-dd-dd";
    if (!text || strlen(text) != sizeof shape - 1)
        return ST_INVALID;
    for (size_t i = 0; shape[i]; i++) {
        if (shape[i] == 'd' ? !g_ascii_isdigit(text[i]) : text[i] != shape[i])
            return ST_INVALID;
    }
    civil_day day = civil_from_ymd(atoi(text), atoi(text + 5), atoi(text + 8));
    if (day == CIVIL_NONE)
        return ST_INVALID;
    *out_day = day;
    return ST_OK;
}

const char *civil_format(civil_day day, char out[CIVIL_TEXT_SIZE])
{
    out[0] = '\0';
    if (day == CIVIL_NONE)
        return out;
    int year, month, number;
    civil_to_ymd(day, &year, &month, &number);
    snprintf(out, CIVIL_TEXT_SIZE, "%04u-%02u-%02u", (unsigned)year % 10000, (unsigned)month % 100,
             (unsigned)number % 100);
    return out;
}

civil_day civil_add_months(civil_day day, int months)
{
    GDate date;
    civil_to_gdate(day, &date);
    if (months >= 0)
        g_date_add_months(&date, (guint)months);
    else
        g_date_subtract_months(&date, (guint)-months);
    return civil_from_gdate(&date);
}

static GDateTime *civil_local(instant at, GTimeZone *zone)
{
    int64_t seconds = at / USEC_PER_SEC - (at % USEC_PER_SEC < 0);
    g_autoptr(GDateTime) utc = g_date_time_new_from_unix_utc(seconds);
    return g_date_time_to_timezone(utc, zone);
}

civil_day civil_of(instant at, GTimeZone *zone)
{
    g_autoptr(GDateTime) local = civil_local(at, zone);
    int year, month, day;
    g_date_time_get_ymd(local, &year, &month, &day);
    return civil_from_ymd(year, month, day);
}

int civil_second(instant at, GTimeZone *zone)
{
    g_autoptr(GDateTime) local = civil_local(at, zone);
    return (g_date_time_get_hour(local) * 60 + g_date_time_get_minute(local)) * 60 + g_date_time_get_second(local);
}

instant civil_instant(civil_day day, int second, GTimeZone *zone)
{
    day += second / CIVIL_DAY_SECONDS;
    second %= CIVIL_DAY_SECONDS;
    int year, month, number;
    civil_to_ymd(day, &year, &month, &number);
    g_autoptr(GDateTime) local =
        g_date_time_new(zone, year, month, number, second / 3600, second / 60 % 60, second % 60);
    return g_date_time_to_unix(local) * USEC_PER_SEC;
}
