/* sla-timer: when an appeal and each of its stages are due, who is warned, who is told when it is over. */
#include "appeal_access_changed.h"
#include "appeal_answered.h"
#include "appeal_cancelled.h"
#include "appeal_closed.h"
#include "appeal_received.h"
#include "appeal_registered.h"
#include "appeal_sent_to_work.h"
#include "appeal_withdrawn.h"
#include "sla_approaching.h"
#include "sla_armed.h"
#include "sla_cleared.h"
#include "sla_escalated.h"
#include "sla_reached.h"
#include "sla_timer.h"
#include "staff_branch_changed.h"
#include "staff_department_changed.h"
#include "stage_assigned.h"
#include "stage_cancelled.h"
#include "stage_completed.h"
#include "stage_queued.h"
#include "stage_returned.h"

static const char *the_rulebook(struct work *w, const struct event *e)
{
    (void)w, (void)e;
    return RULEBOOK_NAME;
}

#define RULEBOOK                                                                                                       \
    {                                                                                                                  \
        &rulebook_table, "name", NULL, the_rulebook, 0                                                                 \
    }
#define APPEAL                                                                                                         \
    {                                                                                                                  \
        &appeal_table, "id", "appeal_id", NULL, 0                                                                      \
    }
#define DEADLINES                                                                                                      \
    {                                                                                                                  \
        &deadline_table, "appeal_id", "appeal_id", NULL, 0                                                             \
    }
#define STAGE                                                                                                          \
    {                                                                                                                  \
        &deadline_table, "stage_id", "stage_id", NULL, 0                                                               \
    }
#define BRANCH                                                                                                         \
    {                                                                                                                  \
        &branch_table, "code", "branch", NULL, 0                                                                       \
    }
#define INTAKE "otklik.intake.v1"
#define ROUTING "otklik.routing.v1"
#define STAFF "otklik.staff.v1"

static const struct subscription subscriptions[] = {
    {INTAKE, NULL, &appeal_received_event, on_appeal_received, LOADS(RULEBOOK, BRANCH, APPEAL, DEADLINES), false},
    {INTAKE, NULL, &appeal_access_changed_event, on_appeal_access_changed, LOADS(APPEAL, DEADLINES), false},
    {INTAKE, NULL, &appeal_registered_event, on_appeal_registered, LOADS(APPEAL, DEADLINES), false},
    {INTAKE, NULL, &appeal_sent_to_work_event, on_appeal_sent_to_work, LOADS(RULEBOOK, BRANCH, APPEAL, DEADLINES),
     false},
    {INTAKE, NULL, &appeal_answered_event, on_appeal_answered, LOADS(APPEAL, DEADLINES), false},
    {INTAKE, NULL, &appeal_closed_event, on_appeal_closed, LOADS(APPEAL, DEADLINES), false},
    {INTAKE, NULL, &appeal_cancelled_event, on_appeal_cancelled, LOADS(APPEAL, DEADLINES), false},
    {INTAKE, NULL, &appeal_withdrawn_event, on_appeal_withdrawn, LOADS(APPEAL, DEADLINES), false},
    {ROUTING, NULL, &stage_queued_event, on_stage_queued,
     LOADS(RULEBOOK, BRANCH, {&department_table, "id", "department_id", NULL, 0}, APPEAL, STAGE), false},
    {ROUTING, NULL, &stage_assigned_event, on_stage_assigned, LOADS(STAGE), false},
    {ROUTING, NULL, &stage_completed_event, on_stage_completed, LOADS(STAGE), false},
    {ROUTING, NULL, &stage_returned_event, on_stage_returned, LOADS(STAGE), false},
    {ROUTING, NULL, &stage_cancelled_event, on_stage_cancelled, LOADS(STAGE), false},
    {STAFF, NULL, &staff_branch_changed_event, on_branch_changed, LOADS({&branch_table, "code", "code", NULL, 0}),
     false},
    {STAFF, NULL, &staff_department_changed_event, on_department_changed,
     LOADS({&department_table, "id", "department_id", NULL, 0}), false},
    {0},
};

static const struct job jobs[] = {
    {"sla-fire", 100, fire_due, false, NULL, fire_awaited},
    {"sla-skew", 5000, skew_check, false},
    {"sla-recompute", 5000, recompute_outdated, true},
    {0},
};

static const struct route routes[] = {
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

static const struct store stores[] = {
    {&appeal_table, NULL, 0},
    {&deadline_table, deadline_statements, DEADLINE_STATEMENTS},
    {&timer_table, timer_statements, TIMER_STATEMENTS},
    {&setting_table, setting_statements, SETTING_STATEMENTS},
    {&rulebook_table, rulebook_statements, RULEBOOK_STATEMENTS},
    {&branch_table, NULL, 0},
    {&department_table, NULL, 0},
    {0},
};

static const struct event_type *const emits[] = {
    &sla_armed_event, &sla_approaching_event, &sla_reached_event, &sla_escalated_event, &sla_cleared_event, NULL,
};

static const struct service sla_timer = {
    .name = "sla-timer",
    .about = "computes when appeals and their stages are due, warns before it and escalates after it",
    .subscriptions = subscriptions,
    .jobs = jobs,
    .routes = routes,
    .stores = stores,
    .emits = emits,
    .start = app_start,
    .stop = app_stop,
    .trouble = skew_trouble,
};

int main(int argc, char **argv)
{
    return service_main(&sla_timer, argc, argv);
}
