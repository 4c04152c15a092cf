#include "rules/explain.h"

#include <string.h>

/* Words of one language; everything that is said is here. */
struct words {
    const char *unit[UNIT_COUNT];
    const char *weekday[8];
    const char *from, *within, *moved, *moved_to, *off, *until, *paused, *provisional, *field, *month_day, *calendar,
        *control;
    const char *stage, *capped, *negative;
    const char *plural; /* ending of a unit after any number but 1 */
    bool month_names;
};

static const struct words russian = {
    .unit = {"мин", "ч", "раб. ч", "к.д.", "р.д.", "мес.", "", ""},
    .weekday = {"", "пн", "вт", "ср", "чт", "пт", "сб", "вс"},
    .from = " с ",
    .within = ", в пределах ",
    .moved = ", перенос с ",
    .moved_to = " на ",
    .off = ", нерабочий",
    .until = ", до ",
    .paused = ", пауза ",
    .provisional = ", предварительно: производственный календарь ещё не опубликован",
    .field = "дата из обращения: ",
    .month_day = "%s-е число следующего месяца",
    .calendar = " по календарю «%s»",
    .control = "; контроль по %s: %s",
    .stage = "этап: ",
    .capped = "; сокращён: следующим этапам нужно время до срока ответа",
    .negative = "; план не укладывается в срок",
    .plural = "",
};

static const struct words english = {
    .unit = {"minute", "hour", "office hour", "calendar day", "working day", "month", "", ""},
    .weekday = {"", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"},
    .from = " from ",
    .within = ", within ",
    .moved = ", moved from ",
    .moved_to = " to ",
    .off = ", a day off",
    .until = ", until ",
    .paused = ", paused for ",
    .provisional = ", provisional: the working-day calendar is not published yet",
    .field = "date given in the appeal: ",
    .month_day = "day %s of the next month",
    .calendar = " by the calendar \"%s\"",
    .control = "; control by %s: %s",
    .stage = "stage: ",
    .capped = "; shortened: later stages need time before the answer is due",
    .negative = "; the plan does not fit the deadline",
    .plural = "s",
    .month_names = true,
};

static const struct words *words_of(const char *language)
{
    return strcmp(language, "en") == 0 ? &english : &russian;
}

static const char *const months[] = {"",    "Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                     "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};

/* The year is said where it is not `known_year`. */
static void say_day(GString *out, const struct words *words, civil_day day, int known_year)
{
    int year, month, number;
    civil_to_ymd(day, &year, &month, &number);
    if (words->month_names)
        g_string_append_printf(out, "%d %s", number, months[month]);
    else
        g_string_append_printf(out, "%02d.%02d", number, month);
    if (year != known_year)
        g_string_append_printf(out, words->month_names ? " %d" : ".%d", year);
}

static void say_time(GString *out, const struct words *words, instant at, GTimeZone *zone, int known_year)
{
    int second = civil_second(at, zone);
    say_day(out, words, civil_of(at, zone), known_year);
    g_string_append_printf(out, " %02d:%02d", second / 3600, second / 60 % 60);
}

static void say_count(GString *out, const struct words *words, enum rule_unit unit, int n)
{
    g_string_append_printf(out, "%d %s%s", n, words->unit[unit], n == 1 ? "" : words->plural);
}

/* The pattern with its first and second "%s" filled. */
static void say_with(GString *out, const char *pattern, const char *first, const char *second)
{
    g_auto(GStrv) parts = g_strsplit(pattern, "%s", 3);
    g_string_append_printf(out, "%s%s%s", parts[0], first, parts[1]);
    if (parts[2])
        g_string_append_printf(out, "%s%s", second, parts[2]);
}

static void say_period(GString *out, const struct words *words, const struct deadline *deadline, int year)
{
    if (deadline->period.unit == UNIT_FIXED_DATE_FIELD) {
        g_string_append(out, words->field);
        say_day(out, words, deadline->raw_day, year);
        return;
    }
    if (deadline->period.unit == UNIT_DAY_OF_NEXT_MONTH) {
        g_autofree char *number = g_strdup_printf("%d", deadline->period.n);
        say_with(out, words->month_day, number, "");
        return;
    }
    if (deadline->chosen) {
        g_string_append(out, words->field);
        say_day(out, words, deadline->raw_day, year);
        g_string_append_printf(out, "%s%d–", words->within, deadline->rule->n_min);
    }
    say_count(out, words, deadline->period.unit, deadline->period.n);
}

static bool counts_time(const struct deadline *deadline)
{
    return deadline->period.unit <= UNIT_H_WORK;
}

static void say_start(GString *out, const struct words *words, const struct deadline *deadline)
{
    if (deadline->period.unit == UNIT_FIXED_DATE_FIELD)
        return;
    g_string_append(out, words->from);
    if (counts_time(deadline))
        say_time(out, words, deadline->start_at, deadline->place->zone, 0);
    else
        say_day(out, words, deadline->start_day, 0);
}

static void say_paused(GString *out, const struct words *words, const struct deadline *deadline)
{
    if (deadline->paused == 0)
        return;
    enum rule_unit unit = counts_time(deadline)                    ? UNIT_MIN
                          : deadline->period.unit == UNIT_WORK_DAY ? UNIT_WORK_DAY
                                                                   : UNIT_CAL_DAY;
    g_string_append(out, words->paused);
    say_count(out, words, unit, deadline->paused);
}

static void say_end(GString *out, const struct words *words, const struct deadline *deadline, bool control)
{
    civil_day day = control ? deadline->control_day : deadline->legal_day;
    int year = civil_year(deadline->start_day);
    int weekday = civil_weekday(deadline->raw_day);
    if (day == deadline->raw_day) {
        if (deadline->period.unit == UNIT_FIXED_DATE_FIELD || deadline->chosen)
            return;
        g_string_append(out, words->until);
        if (counts_time(deadline))
            say_time(out, words, deadline->legal_at, deadline->place->zone, year);
        else
            say_day(out, words, day, year);
        return;
    }
    g_string_append(out, words->moved);
    say_day(out, words, deadline->raw_day, year);
    g_string_append_printf(out, " (%s%s)", words->weekday[weekday], weekday > 5 ? "" : words->off);
    g_string_append(out, words->moved_to);
    say_day(out, words, day, year);
}

static void say_calendar(GString *out, const struct words *words, const struct deadline *deadline, const char *language)
{
    const char *title = calendar_title(deadline->place->calendar, language);
    if (deadline->rule->calendar == CALENDAR_FEDERAL || deadline->period.unit == UNIT_H_24X7)
        return;
    say_with(out, words->calendar, title, "");
}

char *explain_deadline(const struct deadline *deadline, bool control, const char *language)
{
    const struct words *words = words_of(language);
    GString *out = g_string_new(NULL);
    say_period(out, words, deadline, 0);
    say_start(out, words, deadline);
    say_calendar(out, words, deadline, language);
    say_paused(out, words, deadline);
    say_end(out, words, deadline, control);
    if (deadline->provisional)
        g_string_append(out, words->provisional);
    return g_string_free(out, FALSE);
}

char *explain_choice(const struct deadline_choice *choice, const char *language)
{
    const struct words *words = words_of(language);
    g_autofree char *legal = explain_deadline(choice->legal, false, language);
    GString *out = g_string_new(NULL);
    g_string_append_printf(out, "%s: %s", choice->legal->rule->code, legal);
    if (choice->control_at == choice->legal_at)
        return g_string_free(out, FALSE);
    g_autofree char *control = explain_deadline(choice->control, true, language);
    say_with(out, words->control, choice->control->rule->code, control);
    return g_string_free(out, FALSE);
}

char *explain_stage(const struct stage_plan *plan, const struct stage_due *due, const char *language)
{
    const struct words *words = words_of(language);
    GString *out = g_string_new(words->stage);
    say_count(out, words, plan->period.unit, plan->period.n);
    g_string_append(out, words->from);
    say_time(out, words, plan->entered_at, plan->place->zone, 0);
    g_string_append(out, words->until);
    say_time(out, words, due->due_at, plan->place->zone, civil_year(civil_of(plan->entered_at, plan->place->zone)));
    if (due->capped)
        g_string_append(out, words->capped);
    if (due->negative_reserve)
        g_string_append(out, words->negative);
    if (due->provisional)
        g_string_append(out, words->provisional);
    return g_string_free(out, FALSE);
}
