/* tables.h: the rows of sla-timer's tables and the statements on them, one store file each. */
#ifndef SLA_TABLES_H
#define SLA_TABLES_H

#include "rules/rulebook.h"
#include "service.h"

/* appeal_store.c */
struct appeal {
    struct row row;
    char *id;
    char *number;
    char *branch;
    int64_t cycle_no;
    bool sent;            /* to work, in this cycle */
    instant legal_due_at; /* of this cycle's answer; 0 until sent to work, and where no rule gives one */
    bool ended;           /* answered, closed, withdrawn or cancelled in this cycle */
    bool confidential;
    json_t *excluded; /* employees it is about */
};
extern const struct table appeal_table;

/* deadline_store.c */
struct deadline_row {
    struct row row;
    char *id;
    char *appeal_id;
    char *object; /* registration, answer, stage, duty */
    char *stage_id;
    int64_t cycle_no;
    char *number;
    char *branch;
    char *rule_code;
    char *state; /* armed, reached, cleared */
    bool provisional;
    char *legal_due_date;
    instant legal_due_at;
    char *control_due_date;
    instant due_at;
    char *explanation_ru;
    char *explanation_en;
    bool negative_reserve;
    int64_t generation;
    int64_t fired;
    json_t *thresholds;
    json_t *inputs;
    int64_t rulebook; /* the version of the rules it was computed by; of stages 0 */
    char *department_id;
    char *employee_id;
    char *head_id;
    instant armed_at;
    instant ended_at;
    char *end_reason;
    json_t *excluded; /* as of its appeal */
    char *ends_role;  /* of a duty: a stage of this role fulfils it */
    json_t *notify;   /* roles told beside the holder */
};
extern const struct table deadline_table;
enum { DEADLINE_STATEMENTS = 3 };
extern const struct statement deadline_statements[DEADLINE_STATEMENTS];

/* The deadlines of these ids as rows of deadline_table, locked; those that somebody else has locked are left out. */
enum status MUST_CHECK deadlines_lock(struct db *db, const char *ids, struct rows *out);
/* Writes state and number of fired thresholds of many deadlines. */
enum status MUST_CHECK deadlines_advance(struct db *db, const char *ids, const char *states, const char *fired);
/* Up to 200 provisional deadlines that are watched and were computed by older rules, not of stages: id, appeal_id; in
 * the order of the appeals, as the engine locks them. */
enum status MUST_CHECK deadlines_outdated(struct db *db, int64_t rulebook, struct rows *out);

/* timer_store.c */
struct timer {
    struct row row;
    char *id;
    char *deadline_id;
    int64_t generation;
    instant due_at;
};
extern const struct table timer_table;
enum { TIMER_STATEMENTS = 5 };
extern const struct statement timer_statements[TIMER_STATEMENTS];

#define TIMER_BATCH 1000

/* Locks up to TIMER_BATCH timers of low <= due_at <= now, earliest first: id, deadline_id, generation, due_at. */
enum status MUST_CHECK timers_due(struct db *db, instant low, instant now, struct rows *out);
enum status MUST_CHECK timers_delete(struct db *db, const char *ids);
/* The earliest time at or after `low`; 0 when no timer is armed. */
enum status MUST_CHECK timers_next(struct db *db, instant low, instant *out_due);
/* How many timers are over by `now`, counted up to 100,000. */
enum status MUST_CHECK timers_late(struct db *db, instant now, int64_t *out_count);
/* The database's clock. */
enum status MUST_CHECK timers_clock(struct db *db, instant *out_now);

/* setting_store.c */
struct setting {
    struct row row;
    char *id;
    char *kind; /* rule, calendar */
    char *code;
    int64_t version;
    json_t *body;
    instant changed_at;
    char *changed_by;
};
extern const struct table setting_table;
enum { SETTING_STATEMENTS = 2 };
extern const struct statement setting_statements[SETTING_STATEMENTS];

/* The newest version of every setting of a kind ("" = all), calendars without a base first: code, version, body,
 * changed_at, changed_by, kind. */
enum status MUST_CHECK settings_current(struct db *db, const char *kind, struct rows *out);
/* All versions of one, newest first, with the same columns. */
enum status MUST_CHECK setting_versions(struct db *db, const char *kind, const char *code, struct rows *out);

/* rulebook_store.c */
struct rulebook_row {
    struct row row;
    char *name; /* RULEBOOK_NAME, the only row */
    int64_t version;
};
#define RULEBOOK_NAME "rulebook"
extern const struct table rulebook_table;
enum { RULEBOOK_STATEMENTS = 2 };
extern const struct statement rulebook_statements[RULEBOOK_STATEMENTS];

/* One administrator at a time; until the transaction ends. */
enum status MUST_CHECK rulebook_lock(struct db *db);
/* Tells every instance to read the settings again. */
enum status MUST_CHECK rulebook_bump(struct db *db);

/* branch_store.c */
struct branch {
    struct row row;
    char *code;
    int64_t version;
    char *tz;
    char *calendar;
    char *ru;
    char *en;
};
extern const struct table branch_table;

/* department_store.c */
struct department {
    struct row row;
    char *id;
    int64_t version;
    char *branch;
    char *calendar;
    json_t *hours;
    char *head_id;
};
extern const struct table department_table;

#endif
