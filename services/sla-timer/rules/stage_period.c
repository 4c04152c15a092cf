#include "rules/stage_period.h"

#define USEC_PER_MIN (60 * USEC_PER_SEC)
#define OFFICE_DAY_MIN 480
#define RETURN_LEAST_MIN 240

/* A day of a stage ends with the office; counted back, it ends with the office as well. */
static instant add_days(const struct place *place, instant from, int n, bool working, bool *provisional)
{
    civil_day day = civil_of(from, place->zone);
    day = working ? calendar_nth_working(place->calendar, day, n, provisional) : day + n;
    return day == CIVIL_NONE ? 0 : place_closing(place, day);
}

instant stage_period_add(const struct place *place, instant from, struct period period, bool back, bool *provisional)
{
    int n = back ? -period.n : period.n;
    switch (period.unit) {
    case UNIT_MIN:
        return place_add_office_time(place, from, n * USEC_PER_MIN, provisional);
    case UNIT_H_WORK:
        return place_add_office_time(place, from, n * 60 * USEC_PER_MIN, provisional);
    case UNIT_H_24X7:
        return from + n * 60 * USEC_PER_MIN;
    case UNIT_WORK_DAY:
        return add_days(place, from, n, true, provisional);
    case UNIT_CAL_DAY:
        return add_days(place, from, n, false, provisional);
    default:
        return 0;
    }
}

/* The latest end of this stage that leaves the later ones their time; 0 on failure. */
static instant latest_end(const struct stage_plan *plan, bool *provisional)
{
    instant at = plan->legal_due_at;
    for (size_t i = plan->later_count; i > 0 && at != 0; i--)
        at = stage_period_add(plan->place, at, plan->later[i - 1], true, provisional);
    return at;
}

enum status stage_due_compute(const struct stage_plan *plan, struct stage_due *out)
{
    struct stage_due made = {0};
    made.plan_at = stage_period_add(plan->place, plan->entered_at, plan->period, false, &made.provisional);
    if (made.plan_at == 0)
        return ST_INVALID;
    made.due_at = made.plan_at;
    if (plan->legal_due_at != 0) {
        instant cap = latest_end(plan, &made.provisional);
        if (cap == 0)
            return ST_INVALID;
        made.negative_reserve = cap <= plan->entered_at;
        /* Nothing can be done before it came: then the legal date alone is the limit, and the flag tells people. */
        if (made.negative_reserve)
            cap = plan->legal_due_at > plan->entered_at ? plan->legal_due_at : made.plan_at;
        made.due_at = MIN(made.plan_at, cap);
        made.capped = made.due_at < made.plan_at;
    }
    *out = made;
    return ST_OK;
}

static int period_office_min(struct period period)
{
    switch (period.unit) {
    case UNIT_MIN:
        return period.n;
    case UNIT_H_WORK:
    case UNIT_H_24X7:
        return period.n * 60;
    default:
        return period.n * OFFICE_DAY_MIN;
    }
}

struct period stage_period_returned(struct period period)
{
    return (struct period){MAX(period_office_min(period) / 2, RETURN_LEAST_MIN), UNIT_MIN};
}
