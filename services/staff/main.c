/* staff: who works here, what they may do, how they sign in, and the trail of what they did. */
#include "audit_recorded.h"
#include "staff.h"
#include "staff_absence_changed.h"
#include "staff_branch_changed.h"
#include "staff_department_changed.h"
#include "staff_employee_changed.h"
#include "statements.h"

static const struct subscription subscriptions[] = {
    {"otklik.audit.v1", NULL, &audit_recorded_event, on_audit_recorded, NULL, false},
    {"in.staff.v1", "employee.changed", NULL, on_employee_changed, NULL, false},
    {0},
};

static const struct job jobs[] = {
    {"dismiss_due", 10000, employee_dismiss_due, true},
    {"session_forget_old", 3600000, session_forget_old, true},
    {0},
};

static const struct route routes[] = {
    {"POST", "/v1/sign-in", http_sign_in, NULL, ROUTE_PUBLIC, "Sign in by login and password", "sign_in", "signed_in"},
    {"POST", "/v1/refresh", http_refresh, NULL, ROUTE_PUBLIC, "A new access token for a refresh token", NULL,
     "signed_in"},
    {"POST", "/v1/sign-out", http_sign_out, NULL, ROUTE_PUBLIC, "End the session"},
    {"POST", "/v1/bootstrap", http_bootstrap, NULL, ROUTE_PUBLIC, "Make the first administrator", "bootstrap",
     "bootstrapped"},
    {"GET", "/v1/jwks", http_keys, NULL, ROUTE_PUBLIC | ROUTE_READ, "Keys that verify tokens", NULL, "jwks"},
    {"POST", "/v1/signing-keys", http_keys_rotate, "admin.staff", 0,
     "Sign with the next key and make the one after it"},

    {"GET", "/v1/me", http_me, NULL, ROUTE_READ, "Who I am and what I may do", NULL, "person"},
    {"POST", "/v1/me/password", http_me_password, NULL, 0, "Change my password", "password_change", NULL},
    {"GET", "/v1/sessions", http_session_list, NULL, ROUTE_READ, "My sessions", NULL, "staff_page",
     "after limit:integer"},
    {"DELETE", "/v1/sessions/{id}", http_session_end, NULL, 0, "End a session"},

    {"GET", "/v1/branches", http_branch_list, NULL, ROUTE_READ, "Branches", NULL, "staff_page",
     "after limit:integer full"},
    {"GET", "/v1/branches/{code}", http_branch_get, NULL, ROUTE_READ, "A branch", NULL, "staff_object", "full"},
    {"PUT", "/v1/branches/{code}", http_branch_put, "admin.staff", 0, "Make or replace a branch", "branch",
     "staff_put"},
    {"GET", "/v1/departments", http_department_list, NULL, ROUTE_READ, "Departments", NULL, "staff_page",
     "branch role after limit:integer full"},
    {"GET", "/v1/departments/{code}", http_department_get, NULL, ROUTE_READ, "A department", NULL, "staff_object",
     "full"},
    {"PUT", "/v1/departments/{code}", http_department_put, "admin.staff", 0, "Make or replace a department",
     "department", "staff_put"},
    {"GET", "/v1/roles", http_role_list, "staff.read", ROUTE_READ, "Roles of rights", NULL, "staff_page",
     "after limit:integer full"},
    {"GET", "/v1/roles/{code}", http_role_get, "staff.read", ROUTE_READ, "A role of rights", NULL, "staff_object",
     "full"},
    {"PUT", "/v1/roles/{code}", http_role_put, "admin.staff", 0, "Make or replace a role of rights", "role",
     "staff_put"},
    {"GET", "/v1/reference/{kind}", http_reference_list, NULL, ROUTE_READ, "Names of rights, addresses of offices",
     NULL, "staff_page", "after limit:integer full"},
    {"PUT", "/v1/reference/{kind}/{code}", http_reference_put, "admin.staff", 0, "Make or replace one of them",
     "staff_reference", "staff_put"},

    {"GET", "/v1/employees", http_employee_list, "staff.read", ROUTE_READ, "Employees", NULL, "staff_page",
     "branch department state after limit:integer full"},
    {"POST", "/v1/employees/search", http_employee_search, "staff.read", ROUTE_READ, "Employees by surname or login",
     "employee_search", "staff_page"},
    {"GET", "/v1/employees/{tab_no}", http_employee_get, "staff.read", ROUTE_READ, "An employee", NULL, "staff_object",
     "full"},
    {"PUT", "/v1/employees/{tab_no}", http_employee_put, "admin.staff", 0, "Make or replace an employee", "employee",
     "staff_put"},
    {"PUT", "/v1/employees/{tab_no}/password", http_employee_password, "admin.staff", 0, "Set a password", "password",
     NULL},
    {"GET", "/v1/absences", http_absence_list, "staff.read", ROUTE_READ, "Absences", NULL, "staff_page",
     "tab_no on after limit:integer"},
    {"POST", "/v1/absences", http_absence_create, "admin.staff", ROUTE_CREATES, "Enter an absence", "absence",
     "absence_made"},
    {"DELETE", "/v1/absences/{id}", http_absence_cancel, "admin.staff", 0, "Take an absence back"},

    {"GET", "/v1/audit", http_audit_list, "audit.read", 0, "The audit trail, newest first", NULL, "staff_page",
     "person entity entity_id action service from to after limit:integer"},
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
    .subscriptions = subscriptions,
    .gather_ms = 1000,
    .jobs = jobs,
    .routes = routes,
    .stores = stores,
    .emits = emits,
    .start = staff_start,
    .stop = staff_stop,
};

int main(int argc, char **argv)
{
    return service_main(&staff, argc, argv);
}
