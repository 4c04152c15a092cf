/* reporting: facts from events, reports as workbooks, figures for a board. */
#include "audit_recorded.h"
#include "events.h"
#include "report/report_query.h"
#include "report/report_run.h"
#include "reporting.h"

static const struct job jobs[] = {
    {"report-make", 1000, job_make_report, .upon_news = true},
    {"report-expire", 10000, job_expire_reports, true},
    {0},
};

static const struct store stores[] = {
    {&fact_appeal_table, NULL, 0},
    {&fact_stage_table, NULL, 0},
    {&fact_delivery_table, NULL, 0},
    {&branch_table, NULL, 0},
    {&department_table, NULL, 0},
    {&employee_table, NULL, 0},
    {&appeal_type_table, NULL, 0},
    {&label_table, NULL, 0},
    {&report_run_table, run_statements, RUN_STATEMENTS},
    {NULL, report_statements, REPORT_STATEMENTS},
    {0},
};

static const struct event_type *const emits[] = {&audit_recorded_event, NULL};

static const struct service reporting = {
    .name = "reporting",
    .about = "builds facts from events and makes reports and figures of them",
    .config = reporting_config,
    .subscriptions = reporting_subscriptions,
    .gather_ms = 1000,
    .may_wait_s = 20,
    .jobs = jobs,
    .routes = reporting_routes,
    .stores = stores,
    .emits = emits,
    .start = reporting_start,
    .stop = reporting_stop,
};

int main(int argc, char **argv)
{
    return service_main(&reporting, argc, argv);
}
