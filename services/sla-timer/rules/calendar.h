/* calendar.h: which days are worked. A calendar holds the days of the years that are published; a regional one lies
 * over the federal one. A day of an unpublished year follows the week and the yearly holidays and makes what is
 * computed from it provisional. Immutable once built, so threads may share it. */
#ifndef SLA_CALENDAR_H
#define SLA_CALENDAR_H

#include "rules/civil.h"

#include <stdbool.h>

struct calendar;

enum day_kind { DAY_WORKING, DAY_SHORT /* an hour less, before a holiday */, DAY_OFF };

/* An empty five-day-week calendar over `base` (NULL for the federal one), which must outlive it. */
struct calendar *calendar_new(const char *code, const struct calendar *base);
void calendar_free(struct calendar *calendar);
const char *calendar_code(const struct calendar *calendar);
/* The name for people ("Саратовская область"); NULL language texts read as the code. */
void calendar_set_title(struct calendar *calendar, const char *ru, const char *en);
const char *calendar_title(const struct calendar *calendar, const char *language);
/* Says that the act for this year is out. A regional calendar without any year of its own follows its base. */
void calendar_publish(struct calendar *calendar, int year);
bool calendar_published(const struct calendar *calendar, int year);
void calendar_set_day(struct calendar *calendar, civil_day day, enum day_kind kind);
/* A day that is off in every year (Labour Code, art. 112; Chuvashia's 24 June). */
void calendar_set_yearly_off(struct calendar *calendar, int month, int day);

/* What the nearest layer that knows the day says; else Monday to Friday are worked. */
enum day_kind calendar_kind(const struct calendar *calendar, civil_day day);
/* `provisional` (may be NULL) becomes true when the day's year is not published; it is never set to false. */
bool calendar_is_working(const struct calendar *calendar, civil_day day, bool *provisional);
/* The nth working day after `day` (n > 0) or before it (n < 0); n = 0 is `day`. CIVIL_NONE when there is none within
 * CALENDAR_HORIZON_DAYS. */
civil_day calendar_nth_working(const struct calendar *calendar, civil_day day, int n, bool *provisional);
/* `day` itself when it is worked, else the nearest working day in the direction +1 or -1. */
civil_day calendar_shift(const struct calendar *calendar, civil_day day, int direction, bool *provisional);
/* Working days in (from, to]. */
int calendar_count_working(const struct calendar *calendar, civil_day from, civil_day to, bool *provisional);

#define CALENDAR_HORIZON_DAYS 20000

#endif
