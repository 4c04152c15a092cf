#include "sla_timer.h"

enum status site_of(struct sla_timer *app, const struct rulebook *book, const struct site_names *names,
                    struct site *out)
{
    GTimeZone *zone = app_zone(app, names->tz);
    if (!zone)
        return ST_INVALID;
    if (!names->hours || office_hours_from_json(names->hours, &out->hours) != ST_OK)
        out->hours = *office_hours_default();
    out->federal = (struct place){book->federal, &out->hours, zone};
    out->own = (struct place){rulebook_calendar(book, names->calendar), &out->hours, zone};
    return ST_OK;
}
