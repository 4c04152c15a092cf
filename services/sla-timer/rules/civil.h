/* civil.h: civil (local) days and their instants in a zone. Deadlines walk civil days and never add 24 hours: a day may
 * last 23 or 25 (Saratov and Ulyanovsk moved their clocks in 2016). */
#ifndef SLA_CIVIL_H
#define SLA_CIVIL_H

#include "clock.h"
#include "record.h"

#include <glib.h>

/* Days since 1970-01-01 of the Gregorian calendar. */
typedef int32_t civil_day;
#define CIVIL_NONE INT32_MIN
#define CIVIL_TEXT_SIZE 11
#define CIVIL_DAY_SECONDS 86400
#define CIVIL_LAST_SECOND (CIVIL_DAY_SECONDS - 1)

/* CIVIL_NONE when there is no such day. */
civil_day civil_from_ymd(int year, int month, int day);
void civil_to_ymd(civil_day day, int *out_year, int *out_month, int *out_day);
int civil_year(civil_day day);
/* 1 Monday ... 7 Sunday. */
int civil_weekday(civil_day day);
/* "2026-04-03"; anything else is ST_INVALID. */
enum status MUST_CHECK civil_parse(const char *text, civil_day *out_day);
/* Returns out; "" for CIVIL_NONE. */
const char *civil_format(civil_day day, char out[CIVIL_TEXT_SIZE]);
/* The same day number `months` later, or the month's last day where it is shorter (Civil Code, art. 192). */
civil_day civil_add_months(civil_day day, int months);
/* The local day of an instant. */
civil_day civil_of(instant at, GTimeZone *zone);
/* Seconds from local midnight as the wall clock shows them. */
int civil_second(instant at, GTimeZone *zone);
/* When the wall clock of the zone shows that second (0..86399) of that day; 86400 is the next midnight. */
instant civil_instant(civil_day day, int second, GTimeZone *zone);

#endif
