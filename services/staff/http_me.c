#include "staff.h"
#include "statements.h"

#include <string.h>

struct change_body {
    char *old;
    char *new;
};

static const struct field fields[] = {
    FIELD(change_body, old, FIELD_TEXT, FIELD_REQUIRED | FIELD_PERSONAL),
    FIELD(change_body, new, FIELD_TEXT, FIELD_REQUIRED | FIELD_PERSONAL),
};
static const struct record_type body_type = RECORD(change_body, fields);

enum status http_me(struct work *w, struct request *rq, struct answer *out)
{
    const struct credential *credential = work_find(w, &credential_table, "employee_id", rq->person->id);

    return answer_json_take(out, 200, issue_person_json(rq->person, credential && credential->must_change));
}

static enum status change(struct work *w, struct request *rq, struct answer *out, struct credential *credential,
                          const struct change_body *body)
{
    const struct staff *app = work_app(w);
    const char *fault = password_fault(body->new, rq->person->login);
    bool matched = false;
    char *hash = NULL;
    enum status status = password_verify(app->passwords, credential->hash, body->old, &matched);

    if (status == ST_OK && !matched)
        faults_add(&rq->faults, "/old", "password_wrong", NULL);
    if (fault)
        faults_add(&rq->faults, "/new", fault, NULL);
    if (strcmp(body->old, body->new) == 0)
        faults_add(&rq->faults, "/new", "password_same", NULL);
    if (status == ST_OK)
        status = rq->faults.count ? ST_INVALID : password_hash(app->passwords, body->new, &hash);
    if (status != ST_OK)
        return status == ST_RETRY ? answer_problem(out, 503, "busy", NULL) : status;
    g_free(credential->hash);
    credential->hash = hash;
    credential->must_change = false;
    credential->changed_at = work_now(w);
    work_save(w, credential);
    return ST_OK;
}

/* Other sessions end: who changes a password may fear that somebody knows it. */
enum status http_me_password(struct work *w, struct request *rq, struct answer *out)
{
    struct change_body body = {0};
    struct credential *credential = work_find(w, &credential_table, "employee_id", rq->person->id);

    if (!credential)
        return ST_NOT_FOUND;
    if (http_body(rq, &body_type, &body) != ST_OK)
        return ST_INVALID;
    enum status status = change(w, rq, out, credential, &body);
    record_release(&body_type, &body);
    if (status != ST_OK)
        return status;
    session_revoke_all(w, rq->person->id, rq->person->session, "password_changed");
    audit_say(w, rq, "password.changed", "employee", rq->person->id, "done", NULL);
    return ST_OK;
}

enum status http_session_list(struct work *w, struct request *rq, struct answer *out)
{
    char now[INSTANT_TEXT_SIZE];
    const char *after = http_query(rq, "after");
    const char *const filters[] = {rq->person->id, instant_format(work_now(w), now)};

    if (after && *after && !uuid_valid(after))
        faults_add(&rq->faults, "after", "bad_uuid", NULL);
    return listing_page(w, rq, out, &session_page, filters, 2);
}

enum status http_session_end(struct work *w, struct request *rq, struct answer *out)
{
    const char *id = http_param(rq, "id");
    struct session *session = uuid_valid(id) ? work_find(w, &session_table, "id", id) : NULL;
    bool own = session && strcmp(session->employee_id, rq->person->id) == 0;

    (void)out;
    if (!session || (!own && !person_may(rq->person, "admin.staff")))
        return ST_NOT_FOUND;
    session_revoke(w, session, own ? "ended" : "ended_by_admin");
    audit_say(w, rq, "session.ended", "session", id, "done", NULL);
    return ST_OK;
}
