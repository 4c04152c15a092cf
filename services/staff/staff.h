/* staff.h: people, rights, sign-in and the audit trail; prototypes grouped under the file that defines them. */
#ifndef OTKLIK_STAFF_H
#define OTKLIK_STAFF_H

#include "http.h"
#include "keys.h"
#include "password.h"
#include "rows.h"

/* The service's own object; read-only after start, its members have their own locks. */
struct staff {
    struct keys *keys;
    struct passwords *passwords;
    struct token_terms terms; /* of access tokens; `now` is set at each use */
    int64_t session_s;        /* how long a session can be refreshed */
    int64_t repeat_grace_s;   /* a refresh token that comes twice within it is two tabs, not a thief */
    const char *bootstrap_file;
};

/* subscriptions.c, routes.c */
extern const struct subscription staff_subscriptions[];
extern const struct route staff_routes[];

/* start.c */
extern const struct config_key staff_config[];
void *staff_start(const struct config *config, struct db *db);
void staff_stop(void *app);

/* audit.c: says through the outbox what was done by whom; on_audit_recorded takes it in again like everybody's. */
/* `person` may be NULL (a failed sign-in), `entity_id` and `changes` too; takes `changes` over. */
void audit_say(struct work *w, const struct request *rq, const char *action, const char *entity, const char *entity_id,
               const char *outcome, json_t *changes_take);
/* The same for what nobody asked for by HTTP. */
void audit_say_system(struct work *w, const char *action, const char *entity, const char *entity_id);

/* employee.c */
/* "Петров Пётр Петрович" and "Петров П. П.". Caller frees. */
char *employee_name(const struct employee *employee);
char *employee_short_name(const struct employee *employee);
/* Emits staff.employee_changed. */
void employee_announce(struct work *w, const void *employee);
/* His roles become these codes; an unknown one is told by its index (>= 0), nothing is changed then. -1: done. */
int employee_set_roles(struct work *w, const struct employee *employee, const json_t *roles);
/* Makes `doc` again, in the form of the company's file, of an employee who did not come from one. */
void employee_renew_doc(struct work *w, struct employee *employee);
/* His last day is over where he works; `tz` is the branch's zone. */
bool employee_has_left(const struct employee *employee, const char *tz, instant now);
/* From now on he cannot sign in; his sessions end. */
void employee_dismiss(struct work *w, struct employee *employee);
/* The job: those whose last day is over. */
enum status employee_dismiss_due(struct work *w);

/* person_of.c */
/* What the person's token says: rights of all his roles; none while the password must be changed. The caller owns it.
 */
struct person *person_of(struct work *w, const struct employee *employee, const char *session_id, bool must_change);

/* session.c */
/* A new session of the employee; *out_token (caller frees) is its first refresh token. */
struct session *session_start(struct work *w, const struct employee *employee, const char *peer, char **out_token);
/* The next refresh token of a session. Caller frees. */
char *session_next_token(struct work *w, const struct session *session);
/* sha256 of a refresh token, in hex. Caller frees. */
char *session_token_hash(const char *token);
bool session_alive(const struct session *session, instant now);
void session_revoke(struct work *w, struct session *session, const char *why);
/* All of an employee's but one (may be NULL). */
void session_revoke_all(struct work *w, const char *employee_id, const char *but, const char *why);
/* The job: forgets what ended a month ago. */
enum status session_forget_old(struct work *w);

/* issue.c */
/* Answers with a new access token: as cookies, and in the body where the caller asked by "X-Token: body". */
void issue_tokens(struct work *w, struct request *rq, struct answer *out, const struct employee *employee,
                  const struct session *session, const char *refresh_token);
/* Cookies that end now. */
void issue_nothing(struct answer *out);
/* The person as the console shows him: {"id","login","name",...}. The caller owns it. */
json_t *issue_person_json(const struct person *person, bool must_change);

/* listing.c */
/* Answers with a page of the statement: `after` and `limit` come from the query, `filters` are its parameters from $3.
 */
enum status listing_page(struct work *w, struct request *rq, struct answer *out, const struct statement *statement,
                         const char *const *filters, int count);
/* Answers with the one row of a get statement; ST_NOT_FOUND. */
enum status listing_one(struct work *w, struct request *rq, struct answer *out, const struct statement *statement,
                        const char *key);

/* http_sign_in.c */
enum status http_sign_in(struct work *w, struct request *rq, struct answer *out);
enum status http_refresh(struct work *w, struct request *rq, struct answer *out);
enum status http_sign_out(struct work *w, struct request *rq, struct answer *out);
/* http_me.c */
enum status http_me(struct work *w, struct request *rq, struct answer *out);
enum status http_me_password(struct work *w, struct request *rq, struct answer *out);
enum status http_session_list(struct work *w, struct request *rq, struct answer *out);
enum status http_session_end(struct work *w, struct request *rq, struct answer *out);
/* http_keys.c */
enum status http_keys(struct work *w, struct request *rq, struct answer *out);
enum status http_keys_rotate(struct work *w, struct request *rq, struct answer *out);
/* http_bootstrap.c */
enum status http_bootstrap(struct work *w, struct request *rq, struct answer *out);
/* http_organisation.c: branches, departments, roles */
enum status http_branch_list(struct work *w, struct request *rq, struct answer *out);
enum status http_branch_get(struct work *w, struct request *rq, struct answer *out);
enum status http_branch_put(struct work *w, struct request *rq, struct answer *out);
enum status http_department_list(struct work *w, struct request *rq, struct answer *out);
enum status http_department_get(struct work *w, struct request *rq, struct answer *out);
enum status http_department_put(struct work *w, struct request *rq, struct answer *out);
enum status http_role_list(struct work *w, struct request *rq, struct answer *out);
enum status http_role_get(struct work *w, struct request *rq, struct answer *out);
enum status http_role_put(struct work *w, struct request *rq, struct answer *out);
/* http_reference.c */
enum status http_reference_list(struct work *w, struct request *rq, struct answer *out);
enum status http_reference_put(struct work *w, struct request *rq, struct answer *out);
/* http_employees.c */
enum status http_employee_list(struct work *w, struct request *rq, struct answer *out);
enum status http_employee_search(struct work *w, struct request *rq, struct answer *out);
enum status http_employee_get(struct work *w, struct request *rq, struct answer *out);
enum status http_employee_put(struct work *w, struct request *rq, struct answer *out);
enum status http_employee_password(struct work *w, struct request *rq, struct answer *out);
/* http_absences.c */
enum status http_absence_list(struct work *w, struct request *rq, struct answer *out);
enum status http_absence_create(struct work *w, struct request *rq, struct answer *out);
enum status http_absence_cancel(struct work *w, struct request *rq, struct answer *out);
/* http_audit.c */
enum status http_audit_list(struct work *w, struct request *rq, struct answer *out);

/* on_<event>.c */
enum status on_audit_recorded(struct work *w, const struct event *e);
enum status on_employee_changed(struct work *w, const struct event *e);

/* absence.c */
void absence_announce(struct work *w, const struct absence *absence);

#endif
