#include "mapping_transforms.h"

#include "clock.h"

#include <math.h>
#include <string.h>

#include <glib.h>

#define ZERO_REFERENCE "00000000-0000-0000-0000-000000000000"
#define ZERO_DATE "0001-01-01"
#define UNCHANGED "__debezium_unavailable_value"
#define DATE_LENGTH 10

bool transform_is_empty(const json_t *value)
{
    const char *text = json_string_value(value);
    if (!value || json_is_null(value))
        return true;
    return text && (!strcmp(text, UNCHANGED) || text[strspn(text, " \t\r\n")] == '\0');
}

static json_t *text_or_nothing(const char *text)
{
    return *text ? json_string(text) : NULL;
}

static json_t *trim(const json_t *value, const char *zone)
{
    (void)zone;
    const char *text = json_string_value(value);
    g_autofree char *bare = g_strstrip(g_strdup(text ? text : ""));
    return text_or_nothing(bare);
}

/* 1C writes an empty reference as zeros. */
static json_t *reference(const json_t *value, const char *zone)
{
    const char *text = json_string_value(value);
    return text && !strcmp(text, ZERO_REFERENCE) ? NULL : trim(value, zone);
}

/* The date of "2020-08-01T00:00:00"; 1C writes an empty date as the first day of our era. */
static json_t *date(const json_t *value, const char *zone)
{
    (void)zone;
    const char *text = json_string_value(value);
    if (!text || strlen(text) < DATE_LENGTH || g_str_has_prefix(text, ZERO_DATE))
        return NULL;
    return json_stringn(text, DATE_LENGTH);
}

/* Debezium writes a DATE as if its wall clock were UTC, so the date is read in UTC whatever the database's zone is. */
static json_t *epoch_ms_date(const json_t *value, const char *zone)
{
    (void)zone;
    if (!json_is_integer(value))
        return NULL;
    gint64 seconds = (gint64)floor((double)json_integer_value(value) / 1000);
    g_autoptr(GDateTime) at = g_date_time_new_from_unix_utc(seconds);
    g_autofree char *text = at ? g_date_time_format(at, "%Y-%m-%d") : NULL;
    return text ? json_string(text) : NULL;
}

/* "2026-11-20T10:15:02" on the wall of that zone as an instant. */
static json_t *local_time(const json_t *value, const char *zone)
{
    const char *text = json_string_value(value);
    g_autoptr(GTimeZone) tz = g_time_zone_new_identifier(zone ? zone : "UTC");
    if (!text || !tz || g_str_has_prefix(text, ZERO_DATE))
        return NULL;
    g_autoptr(GDateTime) at = g_date_time_new_from_iso8601(text, tz);
    char out[INSTANT_TEXT_SIZE];
    return at ? json_string(instant_format(g_date_time_to_unix(at) * USEC_PER_SEC, out)) : NULL;
}

/* Roubles as a number or a decimal text, in whole kopecks. */
static json_t *kopecks(const json_t *value, const char *zone)
{
    (void)zone;
    const char *text = json_string_value(value);
    char *end = NULL;
    double roubles = text ? g_ascii_strtod(text, &end) : json_number_value(value);
    if ((text && *end) || (!text && !json_is_number(value)) || !(fabs(roubles) <= 1e12))
        return NULL;
    return json_integer((json_int_t)llround(roubles * 100));
}

/* Every piece of a text like "8 (343) 000-00-00, моб. 8900..." as a contact of its own. */
static json_t *contacts(const json_t *value, const char *kind)
{
    const char *text = json_string_value(value);
    g_auto(GStrv) parts = g_regex_split_simple("[,;\\n]|\\s+и\\s+", text ? text : "", 0, 0);
    json_t *list = json_array();
    for (char **part = parts; *part; part++) {
        g_autofree char *one = g_strstrip(g_strdup(*part));
        if (*one)
            json_array_append_new(list, json_pack("{s:s, s:s}", "kind", kind, "value", one));
    }
    if (json_array_size(list))
        return list;
    json_decref(list);
    return NULL;
}

static json_t *phones(const json_t *value, const char *zone)
{
    (void)zone;
    return contacts(value, "phone");
}

static json_t *emails(const json_t *value, const char *zone)
{
    (void)zone;
    return contacts(value, "email");
}

/* A number as text: codes that some systems keep as numbers. */
static json_t *text(const json_t *value, const char *zone)
{
    (void)zone;
    if (json_is_integer(value))
        return json_sprintf("%" JSON_INTEGER_FORMAT, json_integer_value(value));
    return json_is_string(value) ? json_copy((json_t *)value) : NULL;
}

static const struct {
    const char *name;
    transform run;
} TRANSFORMS[] = {
    {"trim", trim},
    {"reference", reference},
    {"date", date},
    {"epoch_ms_date", epoch_ms_date},
    {"local_time", local_time},
    {"kopecks", kopecks},
    {"phones", phones},
    {"emails", emails},
    {"text", text},
};

transform transform_named(const char *name)
{
    for (size_t i = 0; i < G_N_ELEMENTS(TRANSFORMS); i++)
        if (!g_strcmp0(TRANSFORMS[i].name, name))
            return TRANSFORMS[i].run;
    return NULL;
}
