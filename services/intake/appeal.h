/* appeal.h: the rows of an appeal's aggregate; the columns are described in appeal_store.c. */
#ifndef OTKLIK_APPEAL_H
#define OTKLIK_APPEAL_H

#include "work.h"

struct appeal {
    struct row row;
    char *id;
    int64_t version;
    char *number;
    char *branch;
    char *state;
    int64_t cycle_no;
    char *channel;
    char *source;
    char *external_id;
    char *letter_id;
    char *language;
    bool trusted;
    bool identified;
    char *client_kind;
    char *service;
    char *type_code;
    char *category;
    int64_t config_version;
    char *account;
    char *contract;
    char *client_id;
    char *client_name;
    char *match_result;
    char *match_why;
    json_t *proposals;
    json_t *applicant;
    json_t *auth; /* how the sender proved who he is */
    char *address;
    char *subject;
    char *body;
    json_t *fields;
    json_t *response_channels;
    json_t *faults;
    bool confidential;
    json_t *excluded; /* employees it is about (about.h) */
    int64_t priority;
    instant received_at;
    instant registered_at;
    char *registered_by;
    instant sent_at;
    char *sent_by;
    instant answered_at;
    instant closed_at;
    instant registration_due_at;
    char *due_rule;
    char *due_date;
    instant due_at;
    instant legal_due_at;
    bool due_provisional;
    char *due_explanation_ru;
    char *due_explanation_en;
    bool overdue;
    char *trouble;
    char *department;
    char *department_name;
    char *holder;
    char *holder_name;
    json_t *held_by;
    char *result;
    char *justified;
    char *response_id;
    char *out_number;
    char *answered_by_way;
    bool send_wanted;  /* a person pressed "send" while documents were still coming */
    char *author;      /* who opened the card at the window; NULL: it came by itself */
    int64_t public_no; /* number of the last public transition: contiguous for outside readers */
};

/* The words by which an appeal is found, apart from the row that changes often. */
struct appeal_text {
    struct row row;
    char *id;
    char *text;
};

struct attachment {
    struct row row;
    char *id;
    char *appeal_id;
    char *file_key;
    char *doc_type;
    char *name;
    char *mime;
    int64_t size_bytes;
    char *state; /* expected, clean, failed */
    char *document_id;
    char *reason;
    bool final;
};

struct stage_line {
    struct row row;
    char *id;
    char *appeal_id;
    int64_t cycle_no;
    int64_t seq;
    char *role;
    char *state;
    char *department;
    char *department_name;
    char *employee;
    char *employee_name;
    instant entered_at;
    instant due_at;
    instant done_at;
    char *result;
    char *note;
};

struct history {
    struct row row;
    char *id;
    char *appeal_id;
    instant at;
    char *event;
    char *from_state;
    char *to_state;
    char *by;
    char *by_name;
    char *note;
};

struct submission {
    struct row row;
    char *key;
    char *appeal_id;
    char *number;
    char *payload_sha256;
    json_t *accepted;
    instant received_at;
};

struct appeal_number {
    struct row row;
    char *number;
    char *appeal_id;
};

/* Who does something to an appeal: a person, or the system ("" and NULL). */
struct actor {
    const char *id;
    const char *name;
};

/* number.c: the next number "{BR}-{YYYY}-{0000000}" of the branch in the year of `at`, entered for this appeal. When
 * none could be had, what the handler does is void. */
void number_give(struct work *w, struct appeal *appeal, instant at);

#endif
