/* sla_timer.h: what the files of sla-timer share. */
#ifndef SLA_TIMER_H
#define SLA_TIMER_H

#include "rules/term.h"
#include "rules/warnings.h"
#include "store/tables.h"

/* app.c: the service's own object, one per process. */
struct sla_timer;

/* Nothing is read yet: rules come with the first use. */
void *app_start(const struct config *config, struct db *db);
/* When no thread uses it any more. */
void app_stop(void *app);
/* The zone of that IANA name, kept for the life of the service; NULL when there is none. Thread safe. */
GTimeZone *app_zone(struct sla_timer *app, const char *name);
/* The clocks of service and database differ too much to fire anything. Thread safe. */
bool app_skewed(const struct sla_timer *app);
void app_set_skewed(struct sla_timer *app, bool skewed);
/* Where the firing job stands; used by its thread alone. */
struct fire_place *app_fire_place(struct sla_timer *app);
/* A timer for that time was made in this process; firing looks earlier than it planned. Thread safe. */
void app_note_timer(struct sla_timer *app, instant due_at);
instant app_take_note(struct sla_timer *app); /* the earliest noted since the last call; INT64_MAX: none */
/* The rules and calendars in force, read again when an administrator changed them; the caller unrefs. NULL: there are
 * not enough to compute anything, or the database failed (the work knows). */
struct rulebook *app_rulebook(struct work *w);

struct fire_place {
    instant low;        /* no timer below it is left, but for what slow transactions still bring */
    instant next;       /* when to look again */
    instant checked_at; /* of the clocks */
};

/* site.c: places of branches and departments. */
struct site {
    struct place federal, own;
    struct office_hours hours;
};

/* What staff says of a place; calendar and hours may be NULL: the federal one, the usual ones. */
struct site_names {
    const char *tz;
    const char *calendar;
    const json_t *hours;
};

/* ST_INVALID: an unknown zone. The site is used where it stands (it points into itself). */
enum status MUST_CHECK site_of(struct sla_timer *app, const struct rulebook *book, const struct site_names *names,
                               struct site *out);

/* question.c: what is asked of the rules about one appeal, and all that the question borrows. */
struct question {
    struct rulebook *book;
    struct site site;
    struct term_request request;
    char *category;
    const char **named;
};

#define auto_question __attribute__((cleanup(question_release))) struct question

/* Fills rules, calendars and zone of that branch. ST_NOT_FOUND: the rules or the branch are not here yet, and
 * *out_missing names what (borrowed); ST_INVALID: the branch has an unknown zone. Starts with a zeroed question. */
enum status MUST_CHECK question_begin(struct work *w, struct question *question, const char *branch_code,
                                      const char **out_missing);
/* The same for handlers: the event is parked or rejected, and that answer returned. */
enum status MUST_CHECK question_begin_or_park(struct work *w, struct question *question, const char *branch_code);
/* What the appeal shows; `rules` are the codes that its type names. All is borrowed; NULL is unknown. */
void question_facts(struct question *question, const struct rule_facts *facts, const json_t *rules);
void question_release(struct question *question);

/* arm.c: deadlines come and go. */
/* The deadline of the appeal's present cycle, found or new with its fixed members set. */
struct deadline_row *arm_row(struct work *w, const struct appeal *appeal, const char *object, const char *stage_id,
                             const char *duty);
/* Watches the deadline: thresholds, timer, sla.armed. One that did not move keeps what has fired. Takes over `inputs`.
 */
void arm_deadline(struct work *w, struct deadline_row *row, const struct warnings *warnings, json_t *inputs);
/* Computes; what no rule gives is logged and counted. The caller releases *out after ST_OK. */
enum status MUST_CHECK arm_compute(const struct appeal *appeal, struct question *question, enum rule_object object,
                                   struct term *out);
/* Watches the row by what was computed. */
void arm_with_term(struct work *w, struct deadline_row *row, const struct question *question, const struct term *term);
/* Computes and arms the registration or the answer deadline; NULL when no rule applies. */
struct deadline_row *arm_term(struct work *w, const struct appeal *appeal, struct question *question,
                              enum rule_object object);
/* A timer of the deadline's present generation, now at the earliest. */
void arm_timer(struct work *w, const struct deadline_row *row, instant at);
/* Ends a deadline that is still watched: sla.cleared. */
void arm_clear(struct work *w, struct deadline_row *row, const char *reason, instant at);
/* The same for all of the appeal; `object` NULL: whatever it is. */
void arm_clear_all(struct work *w, const char *appeal_id, const char *object, const char *reason, instant at);

/* duty.c: what must be done besides the answer (an inspection in two hours, a word to who connects in one). */
/* Arms the duties that the type names, in the first cycle. */
void duty_arm(struct work *w, const struct appeal *appeal, struct question *question);
/* A stage of this role is completed: the duties that it fulfils are. */
void duty_done(struct work *w, const char *appeal_id, const char *role, instant at);

/* on_*.c: one consumed event each. */
enum status on_appeal_received(struct work *w, const struct event *e);
enum status on_appeal_registered(struct work *w, const struct event *e);
enum status on_appeal_access_changed(struct work *w, const struct event *e);
enum status on_appeal_sent_to_work(struct work *w, const struct event *e);
enum status on_appeal_answered(struct work *w, const struct event *e);
enum status on_appeal_closed(struct work *w, const struct event *e);
enum status on_appeal_cancelled(struct work *w, const struct event *e);
enum status on_appeal_withdrawn(struct work *w, const struct event *e);
enum status on_stage_queued(struct work *w, const struct event *e);
enum status on_stage_assigned(struct work *w, const struct event *e);
enum status on_stage_completed(struct work *w, const struct event *e);
enum status on_stage_returned(struct work *w, const struct event *e);
enum status on_stage_cancelled(struct work *w, const struct event *e);
enum status on_branch_changed(struct work *w, const struct event *e);
enum status on_department_changed(struct work *w, const struct event *e);

/* fire.c: the job that fires what is due, and whether it is worth asking the database. */
enum status fire_due(struct work *w);
bool fire_awaited(void *app);
/* recompute.c: provisional deadlines follow newer rules and calendars. */
enum status recompute_outdated(struct work *w);
/* skew.c: compares the clocks of service and database. */
enum status skew_check(struct work *w);
const char *skew_trouble(void *app);

/* http_*.c */
enum status http_rules_list(struct work *w, struct request *rq, struct answer *out);
enum status http_rule_show(struct work *w, struct request *rq, struct answer *out);
enum status http_rule_put(struct work *w, struct request *rq, struct answer *out);
enum status http_calendars_list(struct work *w, struct request *rq, struct answer *out);
enum status http_calendar_show(struct work *w, struct request *rq, struct answer *out);
enum status http_calendar_put(struct work *w, struct request *rq, struct answer *out);
enum status http_computation(struct work *w, struct request *rq, struct answer *out);
enum status http_appeal_deadlines(struct work *w, struct request *rq, struct answer *out);

/* subscriptions.c, routes.c */
extern const struct subscription sla_timer_subscriptions[];
extern const struct route sla_timer_routes[];

#endif
