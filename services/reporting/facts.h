/* facts.h: rows of the star: facts of appeals, stages and deliveries, and their dimensions. */
#ifndef OTKLIK_FACTS_H
#define OTKLIK_FACTS_H

#include "work.h"

struct fact_appeal {
    struct row row;
    char *appeal_id;
    int64_t version;
    char *number;
    char *branch;
    char *source;
    char *channel;
    char *client_kind;
    char *service;
    char *category;
    char *type_code;
    char *type_ru;
    char *type_en;
    bool confidential;
    json_t *excluded; /* employees it is about */
    char *state;
    int64_t state_version;
    int64_t cycle_no;
    instant received_at;
    instant registered_at;
    instant sent_at;
    instant answered_at;
    instant closed_at;
    bool late;
    char *answered_by_way;
    char *result;
    char *justified;
    instant due_at;
    instant legal_due_at;
    int64_t due_cycle;
    bool due_final;
    char *department_id;
    char *department_name;
    char *employee_id;
    char *employee_name;
    instant held_since;
    int64_t returns;
    int64_t returns_version;
};

struct fact_stage {
    struct row row;
    char *stage_id;
    char *appeal_id;
    int64_t version;
    int64_t cycle_no;
    int64_t seq;
    char *role;
    char *state;
    char *branch;
    char *department_id;
    char *department_name;
    char *employee_id;
    char *employee_name;
    instant entered_at;
    instant assigned_at;
    instant due_at;
    instant done_at;
    char *result;
    int64_t returns;
    int64_t returns_version;
};

struct fact_delivery {
    struct row row;
    char *delivery_id;
    char *appeal_id;
    char *response_id;
    int64_t cycle_no;
    char *channel;
    instant queued_at;
    instant sent_at;
    instant delivered_at;
    instant failed_at;
    bool failed_final;
    char *proof_kind;
};

struct branch {
    struct row row;
    char *code;
    int64_t version;
    char *ru;
    char *en;
    char *tz;
    bool active;
};

struct department {
    struct row row;
    char *department_id;
    int64_t version;
    char *code;
    char *branch;
    char *role;
    char *ru;
    char *en;
    bool active;
};

struct employee {
    struct row row;
    char *employee_id;
    int64_t version;
    char *tab_no;
    char *short_name;
    char *branch;
    char *department_id;
    char *position;
    bool active;
};

struct appeal_type {
    struct row row;
    char *code;
    int64_t config_version;
    char *ru;
    char *en;
    char *category;
    char *service;
};

struct label {
    struct row row;
    char *id; /* "channels/OFFICE" */
    char *ru;
    char *en;
};

extern const struct table fact_appeal_table, fact_stage_table, fact_delivery_table;
extern const struct table branch_table, department_table, employee_table, appeal_type_table, label_table;

/* The fact of this appeal, begun now if no event told of it before: any topic may be the first. */
struct fact_appeal *fact_appeal_of(struct work *w, const char *appeal_id);
struct fact_stage *fact_stage_of(struct work *w, const char *stage_id, const char *appeal_id);
/* A newer cycle begins: what the older one ended with is no more (its answer stands in its delivery facts). */
void fact_appeal_enter_cycle(struct fact_appeal *fact, int64_t cycle_no);

#endif
