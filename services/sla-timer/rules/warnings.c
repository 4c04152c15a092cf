#include "rules/warnings.h"

#include <stdio.h>
#include <string.h>

#define USEC_PER_MIN (60 * USEC_PER_SEC)
#define USEC_PER_HOUR (60 * USEC_PER_MIN)

static const struct {
    const char *role;
    int after_working_days;
} ladder[] = {{"HEAD", 0}, {"BRANCH_HEAD", 1}, {"HQ", 3}};

const char *warnings_role(int level)
{
    return ladder[CLAMP(level, 1, (int)G_N_ELEMENTS(ladder)) - 1].role;
}

static void warnings_add(struct warnings *out, struct warning warning)
{
    if (out->count == WARNINGS_MAX)
        return;
    size_t at = out->count++;
    for (; at > 0 && out->list[at - 1].at > warning.at; at--)
        out->list[at] = out->list[at - 1];
    out->list[at] = warning;
}

static const char *unit_word(enum rule_unit unit)
{
    switch (unit) {
    case UNIT_MIN:
        return "min";
    case UNIT_H_24X7:
    case UNIT_H_WORK:
        return "h";
    case UNIT_WORK_DAY:
        return "wd";
    default:
        return "cd";
    }
}

/* The morning of that day, or of the working day before it: a warning nobody reads warns nobody. */
static instant morning(const struct place *place, civil_day day)
{
    instant open, close;
    day = calendar_shift(place->calendar, day, -1, NULL);
    if (day == CIVIL_NONE || !place_opening(place, day, &open, &close))
        return 0;
    return open;
}

static instant before_due(const struct place *place, instant due_at, struct period before)
{
    civil_day due = civil_of(due_at, place->zone);
    switch (before.unit) {
    case UNIT_MIN:
        return due_at - before.n * USEC_PER_MIN;
    case UNIT_H_24X7:
    case UNIT_H_WORK:
        return due_at - before.n * USEC_PER_HOUR;
    case UNIT_WORK_DAY:
        due = calendar_nth_working(place->calendar, due, -before.n, NULL);
        return due == CIVIL_NONE ? 0 : morning(place, due);
    default:
        return morning(place, due - before.n);
    }
}

/* At the same time of day, `n` working days later. */
static instant days_after(const struct place *place, instant due_at, int n)
{
    if (n == 0)
        return due_at;
    civil_day day = calendar_nth_working(place->calendar, civil_of(due_at, place->zone), n, NULL);
    return day == CIVIL_NONE ? 0 : civil_instant(day, civil_second(due_at, place->zone), place->zone);
}

static void add_due_and_ladder(const struct place *place, instant due_at, struct warnings *out)
{
    warnings_add(out, (struct warning){WARNING_REACHED, due_at, 0, "due"});
    for (int i = 0; i < (int)G_N_ELEMENTS(ladder); i++) {
        struct warning level = {WARNING_ESCALATION, days_after(place, due_at, ladder[i].after_working_days), i + 1, ""};
        snprintf(level.threshold, sizeof level.threshold, "L%d", i + 1);
        if (level.at != 0)
            warnings_add(out, level);
    }
}

void warnings_of_rule(const struct rule *rule, const struct place *place, instant from, instant due_at,
                      struct warnings *out)
{
    out->count = 0;
    for (size_t i = 0; i < rule->warn_count; i++) {
        struct period before = rule->warn[i];
        struct warning warning = {WARNING_BEFORE, before_due(place, due_at, before), 0, ""};
        snprintf(warning.threshold, sizeof warning.threshold, "%d%s", before.n, unit_word(before.unit));
        if (warning.at > from && warning.at < due_at)
            warnings_add(out, warning);
    }
    add_due_and_ladder(place, due_at, out);
}

void warnings_of_stage(const struct place *place, instant entered_at, instant from, instant due_at,
                       struct warnings *out)
{
    static const int left_percent[] = {50, 20};
    int64_t whole = place_office_time(place, entered_at, due_at);
    out->count = 0;
    for (size_t i = 0; i < G_N_ELEMENTS(left_percent); i++) {
        int64_t left = MAX(whole * left_percent[i] / 100, USEC_PER_HOUR);
        struct warning warning = {WARNING_BEFORE, place_add_office_time(place, due_at, -left, NULL), 0, ""};
        snprintf(warning.threshold, sizeof warning.threshold, "%d%%", left_percent[i]);
        bool repeated = out->count > 0 && out->list[out->count - 1].at == warning.at;
        if (warning.at > from && warning.at < due_at && !repeated)
            warnings_add(out, warning);
    }
    add_due_and_ladder(place, due_at, out);
}
