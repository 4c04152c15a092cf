#include "entity.h"
#include "ids_of.h"
#include "statements.h"

#include <string.h>

struct password_body {
    char *password;
    bool must_change;
};

static const struct field password_fields[] = {
    FIELD(password_body, password, FIELD_TEXT, FIELD_REQUIRED | FIELD_PERSONAL),
    FIELD(password_body, must_change, FIELD_BOOL, 0),
};
static const struct record_type password_type = RECORD(password_body, password_fields);

struct search_body {
    char *text;
};

static const struct field search_fields[] = {FIELD(search_body, text, FIELD_TEXT, FIELD_REQUIRED)};
static const struct record_type search_type = RECORD(search_body, search_fields);

static void complete_roles(struct work *w, struct request *rq, const struct employee *employee)
{
    int unknown = employee_set_roles(w, employee, json_object_get(rq->body, "roles"));

    if (unknown >= 0) {
        g_autofree char *pointer = g_strdup_printf("/roles/%d", unknown);
        faults_add(&rq->faults, pointer, "unknown", NULL);
    }
}

static void complete_employee(struct work *w, struct request *rq, void *row)
{
    struct employee *employee = row;
    char id[UUID_TEXT_SIZE];
    g_autofree char *login = employee->login ? g_utf8_strdown(employee->login, -1) : NULL;

    id_of("employee", employee->tab_no, id);
    text_set(&employee->id, id);
    text_set(&employee->login, login);
    if (!employee->state)
        text_set(&employee->state, "active");
    entity_need(w, rq, &branch_table, "code", employee->branch, "/branch");
    entity_need(w, rq, &department_table, "code", employee->department, "/department");
    complete_roles(w, rq, employee);
}

static const char *const kept[] = {"state", "directory_seq", NULL};

static const struct entity employee_entity = {.name = "employee",
                                              .table = &employee_table,
                                              .key = "tab_no",
                                              .kept = kept,
                                              .complete = complete_employee,
                                              .announce = employee_announce};

enum status http_employee_put(struct work *w, struct request *rq, struct answer *out)
{
    return entity_put(w, rq, out, &employee_entity);
}

enum status http_employee_list(struct work *w, struct request *rq, struct answer *out)
{
    const char *const filters[] = {http_query(rq, "branch"), http_query(rq, "department"), http_query(rq, "state")};
    return listing_page(w, rq, out, &employee_page, filters, 3);
}

/* A name is personal data: it comes in the body, since addresses are logged. */
enum status http_employee_search(struct work *w, struct request *rq, struct answer *out)
{
    struct search_body body = {0};

    if (http_body(rq, &search_type, &body) != ST_OK)
        return ST_INVALID;
    g_autofree char *folded = g_utf8_strdown(body.text, -1);
    g_auto(GStrv) parts = g_strsplit_set(folded, "%_\\", -1);
    g_autofree char *plain = g_strjoinv("", parts);
    const char *const filters[] = {plain};
    record_release(&search_type, &body);
    return listing_page(w, rq, out, &employee_search, filters, 1);
}

enum status http_employee_get(struct work *w, struct request *rq, struct answer *out)
{
    return listing_one(w, rq, out, &employee_get, http_param(rq, "tab_no"));
}

static struct credential *credential_of(struct work *w, const char *employee_id)
{
    struct credential *credential = work_find(w, &credential_table, "employee_id", employee_id);

    if (credential)
        return credential;
    credential = work_new(w, &credential_table);
    text_set(&credential->employee_id, employee_id);
    return credential;
}

static enum status set_password(struct work *w, struct request *rq, struct answer *out, const struct employee *employee,
                                const struct password_body *body)
{
    const struct staff *app = work_app(w);
    const char *fault = password_fault(body->password, employee->login);
    char *hash = NULL;

    if (fault)
        faults_add(&rq->faults, "/password", fault, NULL);
    if (!employee->login)
        return answer_problem(out, 409, "conflict", "login");
    enum status status = rq->faults.count ? ST_INVALID : password_hash(app->passwords, body->password, &hash);
    if (status != ST_OK)
        return status;
    struct credential *credential = credential_of(w, employee->id);
    g_free(credential->hash);
    credential->hash = hash;
    credential->failures = 0;
    credential->locked_until = 0;
    credential->must_change = body->must_change;
    credential->changed_at = work_now(w);
    work_save(w, credential);
    session_revoke_all(w, employee->id, NULL, "password_set");
    audit_say(w, rq, "password.set", "employee", employee->tab_no, "done", NULL);
    return ST_OK;
}

enum status http_employee_password(struct work *w, struct request *rq, struct answer *out)
{
    struct password_body body = {0};
    const struct employee *employee = work_find(w, &employee_table, "tab_no", http_param(rq, "tab_no"));

    if (!employee)
        return ST_NOT_FOUND;
    if (http_body(rq, &password_type, &body) != ST_OK)
        return ST_INVALID;
    enum status status = set_password(w, rq, out, employee, &body);
    record_release(&password_type, &body);
    return status;
}
