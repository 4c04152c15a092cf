/* sla-timer: when an appeal and each of its stages are due, who is warned, who is told when it is over. */
#include "sla_approaching.h"
#include "sla_armed.h"
#include "sla_cleared.h"
#include "sla_escalated.h"
#include "sla_reached.h"
#include "sla_timer.h"

static const struct job jobs[] = {
    {"sla-fire", 100, fire_due, false, NULL, fire_awaited},
    {"sla-skew", 5000, skew_check, false},
    {"sla-recompute", 5000, recompute_outdated, true},
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
    .subscriptions = sla_timer_subscriptions,
    .jobs = jobs,
    .routes = sla_timer_routes,
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
