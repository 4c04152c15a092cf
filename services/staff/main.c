/* staff: who works here, what they may do, how they sign in, and the trail of what they did. */
#include "audit_recorded.h"
#include "staff.h"
#include "staff_absence_changed.h"
#include "staff_branch_changed.h"
#include "staff_department_changed.h"
#include "staff_employee_changed.h"
#include "statements.h"

static const struct job jobs[] = {
    {"dismiss_due", 10000, employee_dismiss_due, true},
    {"session_forget_old", 3600000, session_forget_old, true},
    {0},
};

static const struct event_type *const emits[] = {
    &staff_branch_changed_event,  &staff_department_changed_event, &staff_employee_changed_event,
    &staff_absence_changed_event, &audit_recorded_event,           NULL,
};

static const struct store stores[] = {
    {&branch_table, &branch_page, 1},
    {NULL, &branch_get, 1},
    {&department_table, &department_page, 1},
    {NULL, &department_get, 1},
    {&role_table, &role_page, 1},
    {NULL, &role_get, 1},
    {&employee_table, &employee_page, 1},
    {NULL, &employee_get, 1},
    {NULL, &employee_search, 1},
    {NULL, &employee_leaving, 1},
    {&employee_role_table},
    {&absence_table, &absence_page, 1},
    {&reference_table, &reference_page, 1},
    {&session_table, &session_page, 1},
    {NULL, &session_expire, 1},
    {&refresh_token_table},
    {&credential_table, &credential_any, 1},
    {&bootstrap_table},
    {&audit_table, &audit_page, 1},
    {&audit_head_table},
    {0},
};

static const struct service staff = {
    .name = "staff",
    .about = "employees, departments, rights, sign-in and the audit trail",
    .config = staff_config,
    .subscriptions = staff_subscriptions,
    .gather_ms = 1000,
    .may_wait_s = 20,
    .jobs = jobs,
    .routes = staff_routes,
    .stores = stores,
    .emits = emits,
    .start = staff_start,
    .stop = staff_stop,
};

int main(int argc, char **argv)
{
    return service_main(&staff, argc, argv);
}
