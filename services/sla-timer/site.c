#include "sla_timer.h"

enum status site_of(struct sla_timer *app, const struct rulebook *book, const char *tz, const char *calendar,
                    const json_t *hours, struct site *out)
{
    GTimeZone *zone = app_zone(app, tz);
    if (!zone)
        return ST_INVALID;
    if (!hours || office_hours_from_json(hours, &out->hours) != ST_OK)
        out->hours = *office_hours_default();
    out->federal = (struct place){book->federal, &out->hours, zone};
    out->own = (struct place){rulebook_calendar(book, calendar), &out->hours, zone};
    return ST_OK;
}
