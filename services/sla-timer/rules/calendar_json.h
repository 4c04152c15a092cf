/* calendar_json.h: calendars and office hours from data (proto-schemas/company/calendars.json). */
#ifndef SLA_CALENDAR_JSON_H
#define SLA_CALENDAR_JSON_H

#include "rules/place.h"

#define CALENDAR_FEDERAL_CODE "RU"

/* One calendar over `base` (NULL where the data names none). NULL with faults under `pointer` when it is wrong. */
struct calendar *calendar_from_json(const json_t *json, const struct calendar *base, const char *pointer,
                                    struct faults *faults);
/* {"mon-fri": ["09:00", "13:00", "14:00", "18:00"], "sat": ["10:00", "14:00"]}: opening and closing, with a break
 * between where there are four. ST_INVALID leaves *out untouched. */
enum status MUST_CHECK office_hours_from_json(const json_t *json, struct office_hours *out);

#endif
