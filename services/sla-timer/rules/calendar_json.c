#include "rules/calendar_json.h"

#include <stdio.h>
#include <string.h>

struct reading {
    struct calendar *calendar;
    const char *pointer;
    struct faults *faults;
    bool failed;
};

static void reading_fault(struct reading *in, const char *member, const char *code)
{
    g_autofree char *pointer = g_strdup_printf("%s/%s", in->pointer, member);
    in->failed = true;
    if (in->faults)
        faults_add(in->faults, pointer, code, NULL);
}

/* "06-24" of a year; CIVIL_NONE when it is no such day. */
static civil_day day_of_year(int year, const char *month_day)
{
    civil_day day = CIVIL_NONE;
    g_autofree char *text = g_strdup_printf("%04d-%s", year, month_day ? month_day : "");
    return civil_parse(text, &day) == ST_OK ? day : CIVIL_NONE;
}

static void read_days(struct reading *in, const json_t *year_json, int year, const char *member, enum day_kind kind)
{
    size_t index;
    json_t *item;
    json_array_foreach(json_object_get(year_json, member), index, item)
    {
        civil_day day = day_of_year(year, json_string_value(item));
        if (day == CIVIL_NONE)
            reading_fault(in, member, "bad_date");
        else
            calendar_set_day(in->calendar, day, kind);
    }
}

static void read_years(struct reading *in, json_t *years)
{
    const char *name;
    json_t *year_json;
    json_object_foreach(years, name, year_json)
    {
        int year = atoi(name);
        if (year < 1990 || year > 2200) {
            reading_fault(in, "years", "wrong_type");
            continue;
        }
        calendar_publish(in->calendar, year);
        read_days(in, year_json, year, "off", DAY_OFF);
        read_days(in, year_json, year, "work", DAY_WORKING);
        /* Last: a worked Saturday may be a short day too. */
        read_days(in, year_json, year, "short", DAY_SHORT);
    }
}

static void read_yearly(struct reading *in, const json_t *list)
{
    size_t index;
    json_t *item;
    json_array_foreach(list, index, item)
    {
        const int leap_year = 2024;
        civil_day day = day_of_year(leap_year, json_string_value(item));
        int year, month, number;
        if (day == CIVIL_NONE) {
            reading_fault(in, "yearly_off", "bad_date");
            continue;
        }
        civil_to_ymd(day, &year, &month, &number);
        calendar_set_yearly_off(in->calendar, month, number);
    }
}

struct calendar *calendar_from_json(const json_t *json, const struct calendar *base, const char *pointer,
                                    struct faults *faults)
{
    const char *code = json_string_value(json_object_get(json, "code"));
    struct reading in = {calendar_new(code ? code : "", base), pointer, faults, false};
    if (!code || !*code)
        reading_fault(&in, "code", "required");
    calendar_set_title(in.calendar, json_string_value(json_object_get(json, "ru")),
                       json_string_value(json_object_get(json, "en")));
    read_yearly(&in, json_object_get(json, "yearly_off"));
    read_years(&in, json_object_get(json, "years"));
    if (!in.failed)
        return in.calendar;
    calendar_free(in.calendar);
    return NULL;
}

static const char *const weekdays[] = {"mon", "tue", "wed", "thu", "fri", "sat", "sun"};

static int weekday_of(const char *name, size_t length)
{
    for (int i = 0; i < (int)G_N_ELEMENTS(weekdays); i++) {
        if (length == 3 && strncmp(name, weekdays[i], 3) == 0)
            return i;
    }
    return -1;
}

/* "mon" or "mon-fri". */
static bool weekday_range(const char *name, int *out_first, int *out_last)
{
    size_t length = strcspn(name, "-");
    *out_first = *out_last = weekday_of(name, length);
    if (name[length] == '-')
        *out_last = weekday_of(name + length + 1, strlen(name + length + 1));
    return *out_first >= 0 && *out_last >= *out_first;
}

/* Minutes of "08:30"; -1 when it is no time of day. */
static int minutes_parse(const char *text)
{
    unsigned hour, minute;
    char rest;
    if (!text || sscanf(text, "%2u:%2u%c", &hour, &minute, &rest) != 2 || minute > 59 || hour * 60 + minute > 24 * 60)
        return -1;
    return (int)(hour * 60 + minute);
}

/* Times in order: open and close, or open, break, end of break and close; none: closed. */
static bool office_day_parse(const json_t *times, struct office_day *out)
{
    int minutes[4] = {0};
    size_t count = json_array_size(times);
    if (!json_is_array(times) || (count != 0 && count != 2 && count != 4))
        return false;
    for (size_t i = 0; i < count; i++) {
        minutes[i] = minutes_parse(json_string_value(json_array_get(times, i)));
        if (minutes[i] < 0 || (i > 0 && minutes[i] <= minutes[i - 1]))
            return false;
    }
    *out = (struct office_day){.open_min = minutes[0], .close_min = minutes[count == 4 ? 3 : 1]};
    if (count == 4) {
        out->break_from_min = minutes[1];
        out->break_to_min = minutes[2];
    }
    return true;
}

enum status office_hours_from_json(const json_t *json, struct office_hours *out)
{
    struct office_hours hours = {0};
    const char *name;
    json_t *windows;
    if (!json_is_object(json) || json_object_size(json) == 0)
        return ST_INVALID;
    json_object_foreach((json_t *)json, name, windows)
    {
        int first, last;
        struct office_day day;
        if (!weekday_range(name, &first, &last) || !office_day_parse(windows, &day))
            return ST_INVALID;
        for (int i = first; i <= last; i++)
            hours.weekday[i] = day;
    }
    *out = hours;
    return ST_OK;
}
