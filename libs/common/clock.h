/* clock.h: the only source of time. Handlers get their time from the event or the batch, never from here. */
#ifndef OTKLIK_CLOCK_H
#define OTKLIK_CLOCK_H

#include "status.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Microseconds since 1970-01-01T00:00:00Z; 0 means "none". */
typedef int64_t instant;

#define USEC_PER_SEC INT64_C(1000000)
#define INSTANT_TEXT_SIZE 36

/* Wall clock plus the test offset (file named by OTKLIK_CLOCK_OFFSET_FILE, seconds as text, re-read once a second). */
instant clock_now(void);
/* The real wall clock without the test offset, for the skew check against the database. */
instant clock_real(void);
/* Never goes back; for intervals only. */
int64_t clock_monotonic_us(void);
/* RFC 3339 in UTC with microseconds, "2026-11-20T10:15:02.000000Z", for the years 0 to 9999 that can be read. Returns
 * out. */
const char *instant_format(instant at, char out[INSTANT_TEXT_SIZE]);
/* RFC 3339 with any offset; a time without offset is refused. ST_INVALID leaves *out untouched. */
enum status MUST_CHECK instant_parse(const char *text, instant *out);
/* A timestamptz as PostgreSQL prints it (DateStyle ISO), "2026-11-20 13:15:02.5+03". ST_INVALID likewise, also for
 * infinity and years before Christ. */
enum status MUST_CHECK instant_parse_sql(const char *text, instant *out);

#endif
