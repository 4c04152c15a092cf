/* What sla-timer serves: the right, flags, what it does, schemas of body and answer. */
#include "sla_timer.h"

const struct route sla_timer_routes[] = {
    {"GET", "/v1/rules", http_rules_list, NULL, ROUTE_READ, "Deadline rules in force", NULL, "sla_settings"},
    {"GET", "/v1/rules/{code}", http_rule_show, NULL, ROUTE_READ, "One rule with its versions", NULL, "sla_setting"},
    {"PUT", "/v1/rules/{code}", http_rule_put, "admin.sla", 0, "Make a new version of a rule", "sla_rule",
     "sla_changed"},
    {"GET", "/v1/calendars", http_calendars_list, NULL, ROUTE_READ, "Working-day calendars in force", NULL,
     "sla_settings"},
    {"GET", "/v1/calendars/{code}", http_calendar_show, NULL, ROUTE_READ, "One calendar with its versions", NULL,
     "sla_setting"},
    {"PUT", "/v1/calendars/{code}", http_calendar_put, "admin.sla", 0, "Make a new version of a calendar",
     "sla_calendar", "sla_changed"},
    {"POST", "/v1/computations", http_computation, NULL, ROUTE_READ, "Compute a deadline without storing it",
     "sla_computation", "sla_term"},
    {"GET", "/v1/appeals/{id}/deadlines", http_appeal_deadlines, "appeal.read", ROUTE_READ, "Deadlines of an appeal",
     NULL, "sla_deadlines"},
    {0},
};
