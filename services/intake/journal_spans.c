#include "journal_spans.h"

#include <stdio.h>
#include <string.h>

#include <glib.h>

#define LATE_DAYS 2 /* entered_late of migrations/150_journal_filters.sql */
#define DAY_MS (24 * 3600 * G_GINT64_CONSTANT(1000))
#define EPOCH_JULIAN 719163 /* 1970-01-01 */

/* How many months before the newest one each span reaches; the last has no end. */
static const int reaches[] = {1, 4, 12};

static void id_floor(int64_t ms, char out[UUID_TEXT_SIZE])
{
    uuid7_floor(ms * 1000, out);
}

static int64_t id_ms(const char *id)
{
    unsigned high = 0, low = 0;

    return sscanf(id, "%8x-%4x", &high, &low) == 2 ? ((int64_t)high << 16) + low : 0;
}

static int64_t day_ms(const GDate *day)
{
    return MAX((int64_t)g_date_get_julian(day) - EPOCH_JULIAN, 0) * DAY_MS;
}

static int64_t date_ms(const char *text)
{
    int year = 1970, month = 1, day = 1;
    GDate date;

    if (sscanf(text, "%4d-%2d-%2d", &year, &month, &day) != 3 ||
        !g_date_valid_dmy((GDateDay)day, (GDateMonth)month, (GDateYear)year))
        return 0;
    g_date_clear(&date, 1);
    g_date_set_dmy(&date, (GDateDay)day, (GDateMonth)month, (GDateYear)year);
    return day_ms(&date);
}

/* The beginning of the month so many months before that of the moment: tables are parted there. */
static int64_t month_ms(int64_t ms, int months)
{
    GDate date;

    g_date_clear(&date, 1);
    g_date_set_julian(&date, (guint32)(ms / DAY_MS + EPOCH_JULIAN));
    g_date_set_day(&date, 1);
    g_date_subtract_months(&date, (guint)months);
    return day_ms(&date);
}

/* Ids are compared as texts; those of callers may be in capitals. */
static bool older(const char *id, const char *than)
{
    return g_ascii_strcasecmp(id, than) < 0;
}

/* The millisecond of one id. */
static struct journal_span alone(const struct journal_range *range)
{
    struct journal_span span = {.few = true};

    g_strlcpy(span.since, range->only, sizeof span.since);
    id_floor(id_ms(range->only) + 1, span.below);
    if (range->after && older(range->after, span.below))
        g_strlcpy(span.below, range->after, sizeof span.below);
    return span;
}

/* Nothing is received after its id was made, but for clocks that differ. What was entered late is newer than the
 * period: asked first and apart; what is left is a range of ids. */
static int whole(const struct journal_range *range, struct journal_span *out)
{
    struct journal_span usual = {0};
    int count = 0;

    if (range->after)
        g_strlcpy(usual.below, range->after, sizeof usual.below);
    if (range->from)
        id_floor(MAX(date_ms(range->from) - DAY_MS, 0), usual.since);
    if (range->to) {
        struct journal_span late = {.late = true, .few = true};
        memcpy(late.below, usual.below, sizeof late.below);
        id_floor(date_ms(range->to) + (LATE_DAYS + 1) * DAY_MS, late.since);
        if (!*late.below || older(late.since, late.below)) {
            memcpy(usual.below, late.since, sizeof usual.below);
            out[count++] = late;
        }
    }
    out[count++] = usual;
    return count;
}

int journal_spans(const struct journal_range *range, bool few, struct journal_span out[JOURNAL_SPANS_MAX])
{
    if (range->only) {
        out[0] = alone(range);
        return 1;
    }
    int count = whole(range, out) - 1;
    struct journal_span rest = out[count];
    int64_t newest = *rest.below ? MIN(range->now / 1000, id_ms(rest.below)) : range->now / 1000;
    rest.few = few;
    for (size_t i = 0; i < G_N_ELEMENTS(reaches); i++) {
        struct journal_span span = rest;
        id_floor(month_ms(newest, reaches[i]), span.since);
        if (*rest.since && !older(rest.since, span.since))
            break;
        out[count++] = span;
        memcpy(rest.below, span.since, sizeof rest.below);
        rest.few = true;
    }
    out[count++] = rest;
    return count;
}
