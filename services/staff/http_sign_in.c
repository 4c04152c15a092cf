#include "lockout.h"
#include "staff.h"

#include <string.h>

struct sign_in_body {
    char *login;
    char *password;
};

static const struct field fields[] = {
    FIELD(sign_in_body, login, FIELD_TEXT, FIELD_REQUIRED),
    FIELD(sign_in_body, password, FIELD_TEXT, FIELD_REQUIRED | FIELD_PERSONAL),
};
static const struct record_type body_type = RECORD(sign_in_body, fields);

static struct employee *find_active(struct work *w, const char *login)
{
    g_autofree char *folded = g_utf8_strdown(login, -1);
    struct employee *employee = work_find(w, &employee_table, "login", folded);

    return employee && strcmp(employee->state, "active") == 0 ? employee : NULL;
}

/* The answer is the same for a wrong login, a wrong password and a locked login: it must not tell which logins there
 * are. ST_OK: the failure is counted and kept in the trail, so the work is committed. */
static enum status refuse(struct work *w, struct request *rq, struct answer *out, const struct employee *employee)
{
    audit_say(w, rq, "sign_in", "employee", employee ? employee->tab_no : NULL, "refused", NULL);
    answer_problem(out, 401, "sign_in_failed", NULL);
    return ST_OK;
}

/* A password that was hashed at another cost is hashed again while it is known. */
static void renew_hash(struct work *w, struct credential *credential, const char *password)
{
    const struct staff *app = work_app(w);
    char *hash = NULL;

    if (!password_outdated(app->passwords, credential->hash) || password_hash(app->passwords, password, &hash) != ST_OK)
        return;
    g_free(credential->hash);
    credential->hash = hash;
}

static void let_in(struct work *w, struct request *rq, struct answer *out, const struct employee *employee)
{
    g_autofree char *refresh = NULL;
    const struct session *session = session_start(w, employee, rq->peer, &refresh);

    audit_say(w, rq, "sign_in", "employee", employee->tab_no, "done", NULL);
    issue_tokens(w, rq, out, employee, session, refresh);
}

static enum status try_password(struct work *w, struct request *rq, struct answer *out, const struct sign_in_body *body)
{
    const struct staff *app = work_app(w);
    bool matched = false;
    const struct employee *employee = find_active(w, body->login);
    struct credential *credential = employee ? work_find(w, &credential_table, "employee_id", employee->id) : NULL;
    enum status status =
        password_verify(app->passwords, credential ? credential->hash : NULL, body->password, &matched);

    if (status != ST_OK)
        return answer_problem(out, 503, "busy", NULL);
    if (!credential)
        return refuse(w, rq, out, employee);
    bool in = lockout_try(credential, matched, work_now(w));
    if (in)
        renew_hash(w, credential, body->password);
    work_save(w, credential);
    if (!in)
        return refuse(w, rq, out, employee);
    let_in(w, rq, out, employee);
    return ST_OK;
}

enum status http_sign_in(struct work *w, struct request *rq, struct answer *out)
{
    struct sign_in_body body = {0};

    if (http_body(rq, &body_type, &body) != ST_OK)
        return ST_INVALID;
    enum status status =
        strlen(body.password) > PASSWORD_MAX ? refuse(w, rq, out, NULL) : try_password(w, rq, out, &body);
    record_release(&body_type, &body);
    return status;
}

static struct session *session_of(struct work *w, const struct refresh_token *token)
{
    return token ? work_find(w, &session_table, "id", token->session_id) : NULL;
}

/* A token used twice: somebody has a copy. Whoever of the two he is, the session ends for both. */
static enum status betrayed(struct work *w, struct request *rq, struct answer *out, const struct refresh_token *token,
                            struct session *session)
{
    const struct staff *app = work_app(w);

    if (work_now(w) - token->used_at < app->repeat_grace_s * USEC_PER_SEC)
        return answer_problem(out, 409, "refresh_repeated", NULL);
    session_revoke(w, session, "refresh_reused");
    audit_say(w, rq, "session.reused", "session", session->id, "refused", NULL);
    issue_nothing(out);
    answer_problem(out, 401, "session_ended", NULL);
    return ST_OK;
}

static enum status go_on(struct work *w, struct request *rq, struct answer *out, struct refresh_token *token,
                         struct session *session)
{
    const struct employee *employee = work_find(w, &employee_table, "id", session->employee_id);

    if (!employee || strcmp(employee->state, "active") != 0)
        return answer_problem(out, 401, "session_ended", NULL);
    token->used_at = session->used_at = work_now(w);
    work_save(w, token);
    work_save(w, session);
    g_autofree char *refresh = session_next_token(w, session);
    issue_tokens(w, rq, out, employee, session, refresh);
    return ST_OK;
}

enum status http_refresh(struct work *w, struct request *rq, struct answer *out)
{
    const char *given = http_cookie(rq, "otk_refresh");
    g_autofree char *hash = given ? session_token_hash(given) : NULL;
    struct refresh_token *token = work_find(w, &refresh_token_table, "hash", hash);
    struct session *session = session_of(w, token);

    if (!session || !session_alive(session, work_now(w)))
        return answer_problem(out, 401, "session_ended", NULL);
    return token->used_at ? betrayed(w, rq, out, token, session) : go_on(w, rq, out, token, session);
}

enum status http_sign_out(struct work *w, struct request *rq, struct answer *out)
{
    const char *given = http_cookie(rq, "otk_refresh");
    g_autofree char *hash = given ? session_token_hash(given) : NULL;
    struct session *session = session_of(w, work_find(w, &refresh_token_table, "hash", hash));

    if (!session && rq->person && uuid_valid(rq->person->session))
        session = work_find(w, &session_table, "id", rq->person->session);
    if (session) {
        session_revoke(w, session, "signed_out");
        audit_say(w, rq, "sign_out", "session", session->id, "done", NULL);
    }
    issue_nothing(out);
    return ST_OK;
}
