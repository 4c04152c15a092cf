/* place.h: where work is done: a calendar, office hours and a zone. Office time is counted in it. */
#ifndef SLA_PLACE_H
#define SLA_PLACE_H

#include "rules/calendar.h"

/* Minutes from local midnight; open == close: not open that weekday. Without a break both break members are 0. */
struct office_day {
    int open_min, close_min;
    int break_from_min, break_to_min;
};

struct office_hours {
    struct office_day weekday[7]; /* Monday first */
};

/* Members are borrowed. */
struct place {
    const struct calendar *calendar;
    const struct office_hours *hours;
    GTimeZone *zone;
};

/* 09:00-18:00 with a break 13:00-14:00, Monday to Friday: eight hours, as the production calendar counts. Static. */
const struct office_hours *office_hours_default(void);
/* When the office opens and closes on that day; a short day closes an hour earlier; a working Saturday keeps Friday's
 * hours where Saturday has none. False on days off. */
bool place_opening(const struct place *place, civil_day day, instant *out_open, instant *out_close);
/* The closing of a working day; the last second of a day off. */
instant place_closing(const struct place *place, civil_day day);
/* The instant after (amount > 0) or before (amount < 0) `from` that lies `usec` of office time away; 0 when the place
 * never opens within the calendar's horizon. */
instant place_add_office_time(const struct place *place, instant from, int64_t usec, bool *provisional);
/* Office time in [from, to). */
int64_t place_office_time(const struct place *place, instant from, instant to);
/* The day on which something received then is registered: the same day, or the next working day when it came after
 * closing or on a day off. */
civil_day place_registration_day(const struct place *place, instant received_at);

#endif
