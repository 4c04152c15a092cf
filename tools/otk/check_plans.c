#include "check.h"

#include <string.h>

/* An automatic stage of minutes does not count against a day. */
#define TOLERANCE_DAYS 0.05

/* Working days of a period of a stage; 8 hours a day, 5 of 7 days. */
static double period_days(const json_t *period)
{
    static const struct {
        const char *unit;
        double a_day;
    } units[] = {{"wd", 1}, {"h", 8}, {"min", 480}, {"cd", 1.4}};
    double n = json_number_value(json_object_get(period, "n"));

    for (size_t i = 0; i < G_N_ELEMENTS(units); i++)
        if (strcmp(check_text(period, "unit"), units[i].unit) == 0)
            return n / units[i].a_day;
    return 0;
}

/* The longest of the stages that run side by side with this one, itself included; 0 when an earlier one stands for
 * all. */
static double step_days(const json_t *stages, size_t at)
{
    const json_t *group = json_object_get(json_array_get(stages, at), "group");
    double longest = period_days(json_object_get(json_array_get(stages, at), "period"));

    for (size_t i = 0; group && i < json_array_size(stages); i++) {
        const json_t *other = json_array_get(stages, i);
        if (!json_equal((json_t *)group, json_object_get(other, "group")))
            continue;
        if (i < at)
            return 0;
        longest = MAX(longest, period_days(json_object_get(other, "period")));
    }
    return longest;
}

static double plan_days(const json_t *route)
{
    const json_t *stages = json_object_get(route, "stages");
    double sum = 0;

    for (size_t i = 0; i < json_array_size(stages); i++)
        sum += step_days(stages, i);
    return sum;
}

/* Working days that the rule's period usually holds; negative where it runs by hours or by a date of its own. */
static double rule_days(const json_t *rule)
{
    static const struct {
        const char *unit;
        double ratio;
    } units[] = {{"work_day", 1}, {"cal_day", 5.0 / 7}, {"month", 21}};

    for (size_t i = 0; strcmp(check_text(rule, "object"), "answer") == 0 && i < G_N_ELEMENTS(units); i++)
        if (strcmp(check_text(rule, "unit"), units[i].unit) == 0)
            return json_number_value(json_object_get(rule, "n")) * units[i].ratio;
    return -1;
}

static bool concerns(const json_t *rule, const json_t *route)
{
    const json_t *kinds = json_object_get(rule, "client_kinds");
    size_t i;
    json_t *kind;

    json_array_foreach(json_object_get(route, "client_kinds"), i, kind)
    {
        if (!kinds || check_has(kinds, json_string_value(kind)))
            return true;
    }
    return false;
}

static void compare(struct check *check, const json_t *type, const json_t *rule)
{
    double held = rule_days(rule);
    size_t i;
    json_t *route;

    if (held < 0)
        return;
    json_array_foreach(json_object_get(type, "routes"), i, route)
    {
        double planned = plan_days(route);
        if (concerns(rule, route) && planned > held + TOLERANCE_DAYS)
            check_hole(check, HOLE_PLAN, tr("%s: %.1f working days planned, %s has %.1f"), check_label(type), planned,
                       check_label(rule), held);
    }
}

static bool takes_kind(const json_t *rule, const char *kind)
{
    const json_t *kinds = json_object_get(rule, "client_kinds");

    return strcmp(check_text(rule, "object"), "answer") == 0 && (!kinds || check_has(kinds, kind));
}

static bool named_by(const json_t *type, const json_t *rule)
{
    size_t i;
    json_t *named;

    json_array_foreach(json_object_get(type, "rules"), i, named)
    {
        if (strcmp(check_text(named, "rule"), check_label(rule)) == 0 && !json_object_get(named, "when"))
            return true;
    }
    return false;
}

/* A rule that always applies: its own, or one that comes by itself. */
static bool has_deadline(const struct check *check, const json_t *type, const char *kind)
{
    size_t i;
    json_t *rule;

    json_array_foreach((json_t *)check_rows(check, "sla_rules"), i, rule)
    {
        if (takes_kind(rule, kind) && (json_is_true(json_object_get(rule, "default")) || named_by(type, rule)))
            return true;
    }
    return false;
}

static void check_deadline(struct check *check, const json_t *type)
{
    size_t i;
    json_t *kind;

    json_array_foreach(json_object_get(type, "client_kinds"), i, kind)
    {
        if (!has_deadline(check, type, json_string_value(kind)))
            check_hole(check, HOLE_DEADLINE, tr("%s: no deadline for an answer to %s"), check_label(type),
                       json_string_value(kind));
    }
}

static const json_t *rule_of(const struct check *check, const char *code)
{
    size_t i;
    json_t *rule;

    json_array_foreach((json_t *)check_rows(check, "sla_rules"), i, rule)
    {
        if (strcmp(check_text(rule, "code"), code) == 0)
            return rule;
    }
    return NULL;
}

/* Urgent types are planned in hours of the day and night and capped by the engine: nothing to compare. */
void check_plans(struct check *check)
{
    size_t i, n;
    json_t *type, *named;

    json_array_foreach((json_t *)check_rows(check, "types"), i, type)
    {
        check_deadline(check, type);
        if (json_integer_value(json_object_get(type, "priority")) <= 1)
            continue;
        json_array_foreach(json_object_get(type, "rules"), n, named)
        {
            const json_t *rule = rule_of(check, check_text(named, "rule"));
            if (rule && !json_object_get(named, "when"))
                compare(check, type, rule);
        }
    }
}
