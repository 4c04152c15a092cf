/* rows.h: the rows of routing; columns are described in store.c beside each table. */
#ifndef OTKLIK_ROUTING_ROWS_H
#define OTKLIK_ROUTING_ROWS_H

#include "work.h"

struct case_file {
    struct row row;
    char *id;
    int64_t version;
    int64_t cycle_no;
    char *state; /* ACTIVE, FAILED (a role has no department), RESPONSE (to be signed), DONE, CANCELLED */
    char *number;
    char *branch;
    char *channel;
    char *type_code;
    char *type_ru;
    char *category;
    char *service;
    char *client_kind;
    char *client_id;
    char *client_name;
    char *account;
    char *subject;
    json_t *fields;
    json_t *response_channels;
    json_t *route;
    json_t *templates;
    json_t *results;
    bool confidential;
    json_t *excluded; /* employees it is about (below.h) */
    int64_t priority;
    instant received_at;
    instant registered_at;
    instant due_at;
    char *result;
    char *justified;
    char *trouble;
    char *trouble_role;
    char *department;
    char *holder;
    json_t *held_by;
};

struct stage {
    struct row row;
    char *id;
    int64_t version;
    char *appeal_id;
    int64_t cycle_no;
    int64_t seq;
    char *grp;
    bool join_all;
    char *role;
    char *action;
    char *automatic;
    char *cond;
    json_t *results;
    bool is_last;
    char *state; /* PLANNED, QUEUED, ASSIGNED, DONE, RETURNED, SKIPPED, CANCELLED */
    char *number;
    char *branch;
    char *type_code;
    int64_t priority;
    bool confidential;
    char *department;
    char *department_name;
    char *mode;
    char *holder;
    char *holder_name;
    char *first_holder;
    char *how;
    int64_t period_n;
    char *period_unit;
    instant entered_at;
    instant taken_at;
    instant due_at;
    instant done_at;
    char *result;
    char *comment;
    char *return_reason;
    int64_t returns;
};

struct response {
    struct row row;
    char *id;
    char *appeal_id;
    int64_t version;
    int64_t cycle_no;
    char *kind;
    char *state; /* DRAFT, APPROVED, SIGNED, RETURNED */
    char *result;
    char *template;
    char *subject;
    char *body;
    char *drafted_by;
    instant drafted_at;
    char *approved_by;
    instant approved_at;
    char *signer_id;
    char *signer_name;
    instant signed_at;
    char *sign_kind;
    char *return_reason;
};

struct binding {
    struct row row;
    char *id;
    int64_t version;
    char *branch;
    char *role;
    char *scope;
    char *client_kind;
    char *service;
    char *type_code;
    char *department;
};

struct template
{
    struct row row;
    char *code;
    int64_t version;
    char *kind;
    char *ru;
    char *en;
    json_t *doc;
};

struct responsible {
    struct row row;
    char *id;
    int64_t version;
    char *department;
    char *subject;
    char *tab_no;
};

struct department {
    struct row row;
    char *id;
    int64_t version;
    char *code;
    char *branch;
    char *role;
    char *ru;
    char *en;
    char *mode;
    char *head_id;
    char *parent_id;
    char *calendar;
    bool active;
};

struct employee {
    struct row row;
    char *id;
    int64_t version;
    char *tab_no;
    char *name;
    char *short_name;
    char *branch;
    char *department_id;
    bool active;
};

struct absence {
    struct row row;
    char *id;
    int64_t version;
    char *employee_id;
    char *starts_on;
    char *ends_on;
    char *substitute_id;
    bool cancelled;
};

/* Who does something: a person, or the system (NULL id). */
struct actor {
    const char *id;
    const char *name;
};

#endif
