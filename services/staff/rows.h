/* rows.h: the rows of staff; their columns are described in <table>_store.c. */
#ifndef OTKLIK_STAFF_ROWS_H
#define OTKLIK_STAFF_ROWS_H

#include "service.h"

struct branch {
    struct row row;
    char *code;
    int64_t version;
    char *ru;
    char *en;
    char *tz;
    char *calendar;
    bool active;
    json_t *doc;
};

struct department {
    struct row row;
    char *id; /* follows from the code (ids_of.h) */
    int64_t version;
    char *code;
    char *branch;
    char *role;
    char *ru;
    char *en;
    char *mode;
    char *head; /* tab_no */
    char *calendar;
    json_t *hours;
    json_t *roles;
    bool active;
    json_t *doc;
};

struct role {
    struct row row;
    char *code;
    int64_t version;
    char *ru;
    char *en;
    char *scope; /* "branch" or "all" */
    bool confidential;
    json_t *rights;
    json_t *doc;
};

struct employee {
    struct row row;
    char *id; /* follows from tab_no */
    int64_t version;
    char *tab_no;
    char *last;
    char *first;
    char *middle;
    char *branch;
    char *department; /* code */
    json_t *position; /* {"ru","en"} */
    char *login;
    char *email;
    char *ext;
    char *hired;
    char *fired; /* the last day of work */
    char *state; /* "active", "dismissed" */
    int64_t directory_seq;
    json_t *doc;
};

struct employee_role {
    struct row row;
    char *id;
    char *employee_id;
    char *role;
};

struct absence {
    struct row row;
    char *id;
    int64_t version;
    char *employee_id;
    char *kind;
    char *starts_on;
    char *ends_on;
    char *substitute_id;
    char *source;
    bool cancelled;
};

struct reference {
    struct row row;
    char *id;
    int64_t version;
    char *kind;
    char *code;
    json_t *doc;
};

struct credential {
    struct row row;
    char *employee_id;
    char *hash;
    int64_t failures;
    instant locked_until;
    bool must_change;
    instant changed_at;
};

struct session {
    struct row row;
    char *id;
    char *employee_id;
    instant started_at;
    instant used_at;
    instant expires_at;
    instant revoked_at;
    char *revoked_why;
    char *peer;
};

struct refresh_token {
    struct row row;
    char *hash;
    char *session_id;
    instant used_at;
};

struct bootstrap {
    struct row row;
    char *id;
    instant done_at;
};

struct audit {
    struct row row;
    char *id;
    int64_t seq;
    instant at;
    char *service;
    char *person_id;
    char *login;
    char *action;
    char *entity;
    char *entity_id;
    char *branch;
    char *peer;
    char *outcome;
    json_t *changes;
    char *prev_hash;
    char *hash;
};

struct audit_head {
    struct row row;
    char *id;
    int64_t seq;
    char *hash;
};

extern const struct table branch_table, department_table, role_table, employee_table, employee_role_table,
    absence_table, reference_table, credential_table, session_table, refresh_token_table, bootstrap_table, audit_table,
    audit_head_table;
#endif
