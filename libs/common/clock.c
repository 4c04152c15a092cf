#include "clock.h"

#include <pthread.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

static pthread_once_t offset_once = PTHREAD_ONCE_INIT;
static const char *offset_file;
static _Atomic int64_t offset_us;
static _Atomic int64_t offset_read_us; /* monotonic time of the last reading */

static int64_t clock_us(clockid_t id)
{
    struct timespec ts;
    clock_gettime(id, &ts);
    return (int64_t)ts.tv_sec * USEC_PER_SEC + ts.tv_nsec / 1000;
}

instant clock_real(void)
{
    return clock_us(CLOCK_REALTIME);
}

int64_t clock_monotonic_us(void)
{
    return clock_us(CLOCK_MONOTONIC);
}

static void offset_start(void)
{
    offset_file = getenv("OTKLIK_CLOCK_OFFSET_FILE");
    atomic_store(&offset_read_us, clock_monotonic_us() - USEC_PER_SEC);
}

/* A missing or half-written file leaves the offset as it was: a test rewrites it while services read. */
static void offset_reread(void)
{
    FILE *file = fopen(offset_file, "re");
    if (!file)
        return;
    char text[32] = "";
    if (fgets(text, sizeof text, file)) {
        char *end;
        int64_t seconds = strtoll(text, &end, 10);
        if (end != text && (*end == '\n' || *end == '\0'))
            atomic_store(&offset_us, seconds * USEC_PER_SEC);
    }
    fclose(file);
}

instant clock_now(void)
{
    pthread_once(&offset_once, offset_start);
    if (!offset_file || !*offset_file)
        return clock_real();
    int64_t now_us = clock_monotonic_us();
    int64_t last_us = atomic_load(&offset_read_us);
    if (now_us - last_us >= USEC_PER_SEC && atomic_compare_exchange_strong(&offset_read_us, &last_us, now_us))
        offset_reread();
    return clock_real() + atomic_load(&offset_us);
}

/* `count` digits and what follows them; returns the end. Several times are printed for every row and event, so not by
 * strftime. */
static char *put_digits(char *out, int value, int count, char follows)
{
    for (int i = count - 1; i >= 0; i--, value /= 10)
        out[i] = (char)('0' + value % 10);
    out[count] = follows;
    return out + count + 1;
}

const char *instant_format(instant at, char out[INSTANT_TEXT_SIZE])
{
    time_t seconds = at / USEC_PER_SEC;
    int64_t micros = at % USEC_PER_SEC;
    if (micros < 0) {
        micros += USEC_PER_SEC;
        seconds--;
    }
    struct tm tm;
    gmtime_r(&seconds, &tm);
    char *end = put_digits(out, tm.tm_year + 1900, 4, '-');
    end = put_digits(end, tm.tm_mon + 1, 2, '-');
    end = put_digits(end, tm.tm_mday, 2, 'T');
    end = put_digits(end, tm.tm_hour, 2, ':');
    end = put_digits(end, tm.tm_min, 2, ':');
    end = put_digits(end, tm.tm_sec, 2, '.');
    end = put_digits(end, (int)micros, 6, 'Z');
    *end = '\0';
    return out;
}

/* Exactly `count` digits with a value within bounds; moves *p behind them. */
static bool take_digits(const char **p, int count, int lowest, int highest, int *out)
{
    int value = 0;
    for (int i = 0; i < count; i++) {
        char c = (*p)[i];
        if (c < '0' || c > '9')
            return false;
        value = value * 10 + (c - '0');
    }
    *p += count;
    *out = value;
    return value >= lowest && value <= highest;
}

static bool take_char(const char **p, char c)
{
    if (**p != c)
        return false;
    (*p)++;
    return true;
}

static int days_in_month(int year, int month)
{
    static const int days[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    bool leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
    return month == 2 && leap ? 29 : days[month - 1];
}

static bool take_date(const char **p, struct tm *tm)
{
    int year, month, day;
    if (!take_digits(p, 4, 0, 9999, &year) || !take_char(p, '-') || !take_digits(p, 2, 1, 12, &month) ||
        !take_char(p, '-') || !take_digits(p, 2, 1, days_in_month(year, month), &day))
        return false;
    tm->tm_year = year - 1900;
    tm->tm_mon = month - 1;
    tm->tm_mday = day;
    return true;
}

/* ".5" and longer; digits behind the microsecond are cut off. */
static bool take_fraction(const char **p, int *out_micros)
{
    *out_micros = 0;
    if (!take_char(p, '.'))
        return true;
    int scale = 100000, digit;
    if (**p < '0' || **p > '9')
        return false;
    while (take_digits(p, 1, 0, 9, &digit)) {
        *out_micros += digit * scale;
        scale /= 10;
    }
    return true;
}

static bool take_time_of_day(const char **p, struct tm *tm, int *out_micros)
{
    return take_digits(p, 2, 0, 23, &tm->tm_hour) && take_char(p, ':') && take_digits(p, 2, 0, 59, &tm->tm_min) &&
           take_char(p, ':') && take_digits(p, 2, 0, 60, &tm->tm_sec) && take_fraction(p, out_micros);
}

static bool take_sign(const char **p, int *out)
{
    *out = **p == '-' ? -1 : 1;
    return take_char(p, '+') || take_char(p, '-');
}

static bool take_offset(const char **p, int *out_seconds)
{
    int sign, hours, minutes;
    *out_seconds = 0;
    if (take_char(p, 'Z') || take_char(p, 'z'))
        return true;
    if (!take_sign(p, &sign) || !take_digits(p, 2, 0, 23, &hours) || !take_char(p, ':') ||
        !take_digits(p, 2, 0, 59, &minutes))
        return false;
    *out_seconds = sign * (hours * 3600 + minutes * 60);
    return true;
}

/* +03, +03:30, and +02:30:17 for Moscow before 1880. */
static bool take_offset_sql(const char **p, int *out_seconds)
{
    int sign, hours, minutes = 0, seconds = 0;
    if (!take_sign(p, &sign) || !take_digits(p, 2, 0, 23, &hours))
        return false;
    if (take_char(p, ':') && !take_digits(p, 2, 0, 59, &minutes))
        return false;
    if (take_char(p, ':') && !take_digits(p, 2, 0, 59, &seconds))
        return false;
    *out_seconds = sign * (hours * 3600 + minutes * 60 + seconds);
    return true;
}

/* A leap second is the last of a UTC day; it counts as the first moment of the next one. */
static enum status finish(struct tm *tm, int offset_seconds, int micros, instant *out)
{
    bool leap = tm->tm_sec == 60;
    int64_t seconds = timegm(tm) - offset_seconds;
    if (leap && seconds % 86400 != 0)
        return ST_INVALID;
    *out = seconds * USEC_PER_SEC + (leap ? 0 : micros);
    return ST_OK;
}

enum status instant_parse(const char *text, instant *out)
{
    struct tm tm = {0};
    int micros, offset_seconds;
    const char *p = text;
    if (!p || !take_date(&p, &tm) || (!take_char(&p, 'T') && !take_char(&p, 't')) ||
        !take_time_of_day(&p, &tm, &micros) || !take_offset(&p, &offset_seconds) || *p)
        return ST_INVALID;
    return finish(&tm, offset_seconds, micros, out);
}

enum status instant_parse_sql(const char *text, instant *out)
{
    struct tm tm = {0};
    int micros, offset_seconds;
    const char *p = text;
    if (!p || !take_date(&p, &tm) || !take_char(&p, ' ') || !take_time_of_day(&p, &tm, &micros) ||
        !take_offset_sql(&p, &offset_seconds) || *p)
        return ST_INVALID;
    return finish(&tm, offset_seconds, micros, out);
}
