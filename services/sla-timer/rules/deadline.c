#include "rules/deadline.h"

#define USEC_PER_MIN (60 * USEC_PER_SEC)
#define USEC_PER_HOUR (60 * USEC_PER_MIN)

static bool unit_is_time(enum rule_unit unit)
{
    return unit == UNIT_MIN || unit == UNIT_H_24X7 || unit == UNIT_H_WORK;
}

/* How long the pauses inside the running deadline were, in minutes of the rule's own clock. */
static int64_t paused_usec(const struct deadline_input *in)
{
    int64_t total = 0;
    for (size_t i = 0; in->rule->pausable && i < in->pause_count; i++) {
        instant from = MAX(in->pauses[i].from, in->start_at);
        if (in->rule->period.unit == UNIT_H_WORK)
            total += place_office_time(in->place, from, in->pauses[i].to);
        else
            total += MAX(0, in->pauses[i].to - from);
    }
    return total;
}

/* The same in days: a day on whose evening the clock stood is not counted. */
static int paused_days(const struct deadline_input *in, bool *provisional)
{
    int total = 0;
    for (size_t i = 0; in->rule->pausable && i < in->pause_count; i++) {
        civil_day from = civil_of(MAX(in->pauses[i].from, in->start_at), in->place->zone);
        civil_day to = civil_of(MAX(in->pauses[i].to, in->start_at), in->place->zone);
        if (in->rule->period.unit == UNIT_WORK_DAY)
            total += calendar_count_working(in->place->calendar, from, to, provisional);
        else
            total += to - from;
    }
    return total;
}

static enum status compute_time(const struct deadline_input *in, struct deadline *out)
{
    int64_t unit = out->period.unit == UNIT_MIN ? USEC_PER_MIN : USEC_PER_HOUR;
    int64_t paused = paused_usec(in);
    int64_t length = out->period.n * unit + paused;
    instant due = out->period.unit == UNIT_H_WORK
                      ? place_add_office_time(in->place, in->start_at, length, &out->provisional)
                      : in->start_at + length;
    if (due == 0)
        return ST_INVALID;
    out->paused = (int)(paused / USEC_PER_MIN);
    out->legal_at = out->control_at = due;
    out->raw_day = out->legal_day = out->control_day = civil_of(due, in->place->zone);
    return ST_OK;
}

/* The day from which days are counted; it is not counted itself (Civil Code, art. 191). */
static civil_day count_from(const struct deadline_input *in, struct deadline *out)
{
    switch (in->rule->start_shift) {
    case SHIFT_SAME_DAY:
        return out->start_day - 1;
    case SHIFT_NEXT_WORKING_DAY:
        return calendar_nth_working(in->place->calendar, out->start_day, 1, &out->provisional);
    default:
        return out->start_day;
    }
}

static civil_day day_of_next_month(civil_day day, int number)
{
    int year, month, ignored;
    civil_to_ymd(civil_add_months(day, 1), &year, &month, &ignored);
    civil_day first = civil_from_ymd(year, month, 1);
    civil_day last = civil_add_months(first, 1) - 1;
    return MIN(first + MAX(number, 1) - 1, last);
}

/* Months are counted from the start day itself, and a same-day start takes a day off the end: 1 March + 1 month is
 * 31 March, not 28 March. */
static civil_day add_months(const struct deadline_input *in, civil_day from, int months)
{
    if (in->rule->start_shift == SHIFT_SAME_DAY)
        return civil_add_months(from + 1, months) - 1;
    return civil_add_months(from, months);
}

/* The date that the client asked for, but neither sooner nor later than the rule allows. */
static civil_day agreed_day(const struct deadline_input *in, struct deadline *out, civil_day from, civil_day last)
{
    if (!in->rule->n_min || in->field_day == CIVIL_NONE || last == CIVIL_NONE)
        return last;
    civil_day first = calendar_nth_working(in->place->calendar, from, in->rule->n_min, &out->provisional);
    out->chosen = true;
    return CLAMP(in->field_day, first, last);
}

static civil_day raw_day(const struct deadline_input *in, struct deadline *out)
{
    if (out->period.unit == UNIT_FIXED_DATE_FIELD)
        return in->field_day;
    civil_day from = count_from(in, out);
    out->paused = paused_days(in, &out->provisional);
    if (from == CIVIL_NONE)
        return CIVIL_NONE;
    switch (out->period.unit) {
    case UNIT_WORK_DAY:
        return agreed_day(
            in, out, from,
            calendar_nth_working(in->place->calendar, from, out->period.n + out->paused, &out->provisional));
    case UNIT_MONTH:
        return add_months(in, from, out->period.n) + out->paused;
    case UNIT_DAY_OF_NEXT_MONTH:
        return day_of_next_month(out->start_day, out->period.n) + out->paused;
    default:
        return from + out->period.n + out->paused;
    }
}

static instant due_instant(const struct deadline_input *in, civil_day day)
{
    if (in->rule->due_at_closing)
        return place_closing(in->place, day);
    return civil_instant(day, CIVIL_LAST_SECOND, in->place->zone);
}

static void shift_ends(const struct deadline_input *in, struct deadline *out)
{
    const struct calendar *calendar = in->place->calendar;
    out->legal_day = out->control_day = out->raw_day;
    if (in->rule->end_shift == END_NONE || out->period.unit == UNIT_WORK_DAY)
        return;
    out->legal_day = calendar_shift(calendar, out->raw_day, 1, &out->provisional);
    out->control_day = calendar_shift(calendar, out->raw_day, -1, &out->provisional);
    /* A short term over long holidays has no working day before its end: then nothing is left but the legal day. */
    if (out->control_day <= out->start_day && out->raw_day > out->start_day)
        out->control_day = out->legal_day;
}

static enum status compute_days(const struct deadline_input *in, struct deadline *out)
{
    civil_day raw = raw_day(in, out);
    if (raw == CIVIL_NONE)
        return ST_INVALID;
    out->raw_day = out->period.unit == UNIT_FIXED_DATE_FIELD ? raw : MAX(raw, out->start_day);
    shift_ends(in, out);
    if (out->legal_day == CIVIL_NONE || out->control_day == CIVIL_NONE)
        return ST_INVALID;
    out->legal_at = due_instant(in, out->legal_day);
    out->control_at = due_instant(in, out->control_day);
    return ST_OK;
}

static enum status compute(const struct deadline_input *input, struct deadline *out)
{
    struct deadline made = {
        .rule = input->rule, .place = input->place, .period = input->rule->period, .start_at = input->start_at};
    made.start_day = input->start_day != CIVIL_NONE ? input->start_day : civil_of(input->start_at, input->place->zone);
    if (made.period.unit == UNIT_FIXED_DATE_FIELD && input->field_day == CIVIL_NONE)
        made.period.unit = UNIT_CAL_DAY;
    enum status st = unit_is_time(made.period.unit) ? compute_time(input, &made) : compute_days(input, &made);
    if (st == ST_OK)
        *out = made;
    return st;
}

enum status deadline_compute(const struct deadline_input *input, struct deadline *out)
{
    struct deadline_input in = *input;
    in.pause_count = 0;
    enum status st = compute(&in, out);
    /* A pause that began when the deadline had passed does not bring it back. */
    while (st == ST_OK && in.pause_count < input->pause_count && input->pauses[in.pause_count].from < out->legal_at) {
        in.pause_count++;
        st = compute(&in, out);
    }
    return st;
}

static bool earlier(const struct deadline *a, const struct deadline *b)
{
    if (!b)
        return true;
    if ((a->rule->kind == RULE_LEGAL) != (b->rule->kind == RULE_LEGAL))
        return a->rule->kind == RULE_LEGAL;
    return a->legal_at < b->legal_at;
}

enum status deadline_choose(const struct deadline *list, size_t count, struct deadline_choice *out)
{
    struct deadline_choice made = {0};
    for (size_t i = 0; i < count; i++) {
        if (earlier(&list[i], made.legal))
            made.legal = &list[i];
        if (!made.control || list[i].control_at < made.control->control_at)
            made.control = &list[i];
        made.provisional |= list[i].provisional;
    }
    if (!made.legal)
        return ST_NOT_FOUND;
    /* A company rule longer than the law must not lengthen anything. */
    if (made.control->control_at > made.legal->legal_at)
        made.control = made.legal;
    made.legal_at = made.legal->legal_at;
    made.legal_day = made.legal->legal_day;
    made.control_at = MIN(made.control->control_at, made.legal_at);
    made.control_day = MIN(made.control->control_day, made.legal_day);
    *out = made;
    return ST_OK;
}
