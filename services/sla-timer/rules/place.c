#include "rules/place.h"

#define FRIDAY 4
#define SHORTER_MIN 60

static const struct office_hours hours_default = {.weekday = {{540, 1080, 780, 840},
                                                              {540, 1080, 780, 840},
                                                              {540, 1080, 780, 840},
                                                              {540, 1080, 780, 840},
                                                              {540, 1080, 780, 840}}};

struct window {
    instant from, to;
};

const struct office_hours *office_hours_default(void)
{
    return &hours_default;
}

static bool place_minutes(const struct place *place, civil_day day, struct office_day *out)
{
    enum day_kind kind = calendar_kind(place->calendar, day);
    if (kind == DAY_OFF)
        return false;
    *out = place->hours->weekday[civil_weekday(day) - 1];
    if (out->close_min == out->open_min)
        *out = place->hours->weekday[FRIDAY];
    if (kind == DAY_SHORT)
        out->close_min -= SHORTER_MIN;
    return out->close_min > out->open_min;
}

bool place_opening(const struct place *place, civil_day day, instant *out_open, instant *out_close)
{
    struct office_day minutes;
    if (!place_minutes(place, day, &minutes))
        return false;
    *out_open = civil_instant(day, minutes.open_min * 60, place->zone);
    *out_close = civil_instant(day, minutes.close_min * 60, place->zone);
    return true;
}

instant place_closing(const struct place *place, civil_day day)
{
    instant open, close;
    if (place_opening(place, day, &open, &close))
        return close;
    return civil_instant(day, CIVIL_LAST_SECOND, place->zone);
}

/* The open hours of a day as 0, 1 or 2 windows. */
static int place_windows(const struct place *place, civil_day day, struct window out[2])
{
    struct office_day m;
    if (!place_minutes(place, day, &m))
        return 0;
    instant open = civil_instant(day, m.open_min * 60, place->zone);
    instant close = civil_instant(day, m.close_min * 60, place->zone);
    if (m.break_to_min <= m.break_from_min || m.break_from_min <= m.open_min || m.break_to_min >= m.close_min) {
        out[0] = (struct window){open, close};
        return 1;
    }
    out[0] = (struct window){open, civil_instant(day, m.break_from_min * 60, place->zone)};
    out[1] = (struct window){civil_instant(day, m.break_to_min * 60, place->zone), close};
    return 2;
}

/* Takes what it can of *left out of the part of the window that lies ahead of *at; true when nothing is left. */
static bool window_spend(const struct window *window, int direction, instant *at, int64_t *left)
{
    instant from = direction > 0 ? MAX(window->from, *at) : window->from;
    instant to = direction > 0 ? window->to : MIN(window->to, *at);
    if (to <= from)
        return false;
    int64_t spent = MIN(*left, to - from);
    *left -= spent;
    *at = direction > 0 ? from + spent : to - spent;
    return *left == 0;
}

instant place_add_office_time(const struct place *place, instant from, int64_t usec, bool *provisional)
{
    if (usec == 0)
        return from;
    int direction = usec < 0 ? -1 : 1;
    int64_t left = usec * direction;
    instant at = from;
    civil_day day = civil_of(from, place->zone);
    for (int walked = 0; walked < CALENDAR_HORIZON_DAYS; walked++, day += direction) {
        struct window windows[2];
        calendar_is_working(place->calendar, day, provisional);
        int count = place_windows(place, day, windows);
        for (int i = 0; i < count; i++) {
            if (window_spend(&windows[direction > 0 ? i : count - 1 - i], direction, &at, &left))
                return at;
        }
    }
    return 0;
}

int64_t place_office_time(const struct place *place, instant from, instant to)
{
    int64_t total = 0;
    if (to <= from)
        return 0;
    civil_day last = civil_of(to, place->zone);
    for (civil_day day = civil_of(from, place->zone); day <= last; day++) {
        struct window windows[2];
        int count = place_windows(place, day, windows);
        for (int i = 0; i < count; i++)
            total += MAX(0, MIN(to, windows[i].to) - MAX(from, windows[i].from));
    }
    return total;
}

civil_day place_registration_day(const struct place *place, instant received_at)
{
    civil_day day = civil_of(received_at, place->zone);
    instant open, close;
    if (place_opening(place, day, &open, &close) && received_at < close)
        return day;
    return calendar_nth_working(place->calendar, day, 1, NULL);
}
