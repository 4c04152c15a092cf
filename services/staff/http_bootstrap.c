/* The first administrator of an empty installation, by a secret that only the machine's administrator can read. There
 * is no default password: without the secret's file nobody can begin. */
#include "ids_of.h"
#include "staff.h"
#include "statements.h"

#include <string.h>

#include <sodium.h>

#define SECRET_MIN 16

struct bootstrap_body {
    char *secret;
    char *login;
    char *password;
    char *last;
    char *first;
};

static const struct field fields[] = {
    FIELD(bootstrap_body, secret, FIELD_TEXT, FIELD_REQUIRED | FIELD_PERSONAL),
    FIELD(bootstrap_body, login, FIELD_TEXT, FIELD_REQUIRED),
    FIELD(bootstrap_body, password, FIELD_TEXT, FIELD_REQUIRED | FIELD_PERSONAL),
    FIELD(bootstrap_body, last, FIELD_TEXT, FIELD_PERSONAL),
    FIELD(bootstrap_body, first, FIELD_TEXT, FIELD_PERSONAL),
};
static const struct record_type body_type = RECORD(bootstrap_body, fields);

/* Enough to load a company, which then says what the role holds. */
static const char *const first_rights[] = {"admin.bindings", "admin.catalogue", "admin.publish", "admin.sla",
                                           "admin.staff",    "audit.read",      "source.manage", "staff.read"};

static bool secret_is(const char *path, const char *given)
{
    g_autofree char *text = NULL;

    if (!path || !g_file_get_contents(path, &text, NULL, NULL))
        return false;
    g_strchomp(text);
    size_t length = strlen(text);
    return length >= SECRET_MIN && strlen(given) == length && sodium_memcmp(text, given, length) == 0;
}

/* ST_CONFLICT: somebody can sign in already. Two requests at once meet at the key of the table bootstrap. */
static enum status still_empty(struct work *w)
{
    auto_rows rows = {0};
    enum status status = db_run(work_db(w), &credential_any, DB_NO_PARAMS, &rows);

    if (status != ST_OK)
        return status;
    return rows_bool(&rows, 0, 0) || work_find(w, &bootstrap_table, "id", "done") ? ST_CONFLICT : ST_OK;
}

static void make_role(struct work *w)
{
    if (work_find(w, &role_table, "code", "admin"))
        return;
    struct role *role = work_new(w, &role_table);
    text_set(&role->code, "admin");
    text_set(&role->ru, "Администратор системы");
    text_set(&role->en, "Administrator");
    text_set(&role->scope, "all");
    role->rights = json_array();
    for (size_t i = 0; i < G_N_ELEMENTS(first_rights); i++)
        json_array_append_new(role->rights, json_string(first_rights[i]));
    role->doc = json_pack("{s:s, s:s, s:s, s:s, s:b, s:O}", "code", role->code, "ru", role->ru, "en", role->en, "scope",
                          role->scope, "confidential", 0, "rights", role->rights);
    work_save(w, role);
}

static struct employee *make_employee(struct work *w, const struct bootstrap_body *body)
{
    char id[UUID_TEXT_SIZE];
    g_autofree char *login = g_utf8_strdown(body->login, -1);
    struct employee *employee = work_new(w, &employee_table);
    json_auto_t *roles = json_pack("[s]", "admin");

    id_of("employee", "admin", id);
    text_set(&employee->id, id);
    employee->version = 1;
    text_set(&employee->tab_no, "admin");
    text_set(&employee->last, body->last ? body->last : body->login);
    text_set(&employee->first, body->first);
    text_set(&employee->branch, "HQ");
    text_set(&employee->login, login);
    text_set(&employee->state, "active");
    work_save(w, employee);
    employee_set_roles(w, employee, roles);
    employee_renew_doc(w, employee);
    return employee;
}

static void make_all_take(struct work *w, struct request *rq, const struct bootstrap_body *body, char *hash)
{
    make_role(w);
    struct employee *employee = make_employee(w, body);
    struct credential *credential = work_new(w, &credential_table);
    struct bootstrap *done = work_new(w, &bootstrap_table);

    text_set(&credential->employee_id, employee->id);
    credential->hash = hash;
    credential->changed_at = done->done_at = work_now(w);
    text_set(&done->id, "done");
    employee_announce(w, employee);
    audit_say(w, rq, "bootstrap", "employee", employee->tab_no, "done", NULL);
}

static enum status run(struct work *w, struct request *rq, struct answer *out, const struct bootstrap_body *body)
{
    const struct staff *app = work_app(w);
    const char *fault = password_fault(body->password, body->login);
    char *hash = NULL;

    if (fault)
        faults_add(&rq->faults, "/password", fault, NULL);
    if (!secret_is(app->bootstrap_file, body->secret)) {
        audit_say(w, rq, "bootstrap", "employee", NULL, "refused", NULL);
        answer_problem(out, 401, "sign_in_failed", NULL);
        return ST_OK;
    }
    enum status status = rq->faults.count ? ST_INVALID : still_empty(w);
    if (status == ST_OK)
        status = password_hash(app->passwords, body->password, &hash);
    if (status != ST_OK)
        return status == ST_CONFLICT ? answer_problem(out, 409, "bootstrap_done", NULL) : status;
    make_all_take(w, rq, body, hash);
    return answer_json_take(out, 201, json_pack("{s:s, s:s}", "tab_no", "admin", "login", body->login));
}

enum status http_bootstrap(struct work *w, struct request *rq, struct answer *out)
{
    struct bootstrap_body body = {0};

    if (http_body(rq, &body_type, &body) != ST_OK)
        return ST_INVALID;
    enum status status = run(w, rq, out, &body);
    record_release(&body_type, &body);
    return status;
}
