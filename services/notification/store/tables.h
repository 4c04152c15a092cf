/* tables.h: the rows that notification keeps and the other statements on them. */
#ifndef OTKLIK_NOTIFICATION_TABLES_H
#define OTKLIK_NOTIFICATION_TABLES_H

#include "service.h"

struct response {
    struct row row;
    char *id;
    char *appeal_id;
    int64_t cycle_no;
    char *number;
    char *branch;
    char *type_code;
    char *client_id;
    char *client_name;
    json_t *applicant;
    char *subject;
    char *body;
    char *result;
    char *signer_id;
    char *signer_name;
    instant signed_at;
    char *language;
    char *out_number;
    instant received_at;
    char *source;
    char *external_id;
    bool confidential;
    json_t *excluded; /* employees it is about: hidden from them and from all below them */
};

struct delivery {
    struct row row;
    char *id;
    int64_t version;
    char *response_id;
    char *appeal_id;
    int64_t cycle_no;
    char *number;
    char *branch;
    char *department; /* whose task it is */
    bool confidential;
    char *channel;
    char *address;
    char *state;
    int64_t attempts;
    instant next_at;
    bool reached;   /* the mail server was asked to take the letter in this attempt */
    bool withdrawn; /* the appeal ended while it was being sent */
    char *reason;
    char *proof_kind;
    char *proof;
    instant created_at;
    instant sent_at;
    instant delivered_at;
    char *done_by;
    char *follows; /* the failed delivery that it stands in for */
};

struct layout {
    struct row row;
    char *code;
    int64_t version;
    json_t *doc;
    instant changed_at;
    char *changed_by;
};

struct notice {
    struct row row;
    char *id;
    char *recipient;
    char *event;
    char *object;
    char *threshold;
    char *appeal_id;
    char *number;
    char *branch;
    char *detail;
    instant due_at;
    instant created_at;
    instant read_at;
    const json_t *excluded; /* not stored: whom it is about; neither they nor those below them hear of it */
};

struct branch {
    struct row row;
    char *code;
    int64_t version;
    char *ru;
    char *en;
    char *tz;
};

struct department {
    struct row row;
    char *id;
    int64_t version;
    char *code;
    char *branch;
    char *role;
    char *head_id;
    char *parent_id;
    json_t *roles; /* every process role it has; NULL: its main one */
    bool active;
};

struct employee {
    struct row row;
    char *id;
    int64_t version;
    char *short_name;
    char *branch;
    char *department_id;
    char *position;
    json_t *roles;
    bool active;
};

extern const struct table response_table, delivery_table, layout_table, notice_table, branch_table, department_table,
    employee_table;

#define DELIVERY_STATEMENTS 4
extern const struct statement delivery_statements[DELIVERY_STATEMENTS];
/* Ids of mails in state sending, one column. */
enum status MUST_CHECK deliveries_sending(struct db *db, struct rows *out);
/* The id of the mail that has been due longest; no row: none is due. */
enum status MUST_CHECK delivery_due(struct db *db, instant now, struct rows *out);
/* Writes down that the server is asked to take this attempt's letter. No row: the attempt is no longer this one's. */
enum status MUST_CHECK delivery_mark_reached(struct db *db, const char *id, int64_t attempts, struct rows *out);
/* Whose tasks are listed; members may be NULL. */
struct task_filter {
    const char *after;
    const char *branch;
    const char *department;
    const char *channel;
    int64_t limit;
};
/* Tasks under the reader's rights, oldest first: id, then what http_tasks.c names, one more than the limit. */
enum status MUST_CHECK delivery_tasks(struct db *db, struct person *person, const struct task_filter *filter,
                                      struct rows *out);

#define NOTICE_STATEMENTS 3
extern const struct statement notice_statements[NOTICE_STATEMENTS];
/* A page of the person's notices, newest first: the table's columns in order, one more than the limit. */
enum status MUST_CHECK notices_page(struct db *db, const char *recipient, const char *after, bool unread, int64_t limit,
                                    struct rows *out);
/* Unread notices, counted up to `cap` + 1. */
enum status MUST_CHECK notices_unread(struct db *db, const char *recipient, int64_t cap, int64_t *out_count);
/* Marks all of them read. */
enum status MUST_CHECK notices_read_all(struct db *db, const char *recipient, instant now);

#define LAYOUT_STATEMENTS 1
extern const struct statement layout_statements[LAYOUT_STATEMENTS];
/* Every form as it was loaded, one column. */
enum status MUST_CHECK layouts_all(struct db *db, struct rows *out);

extern const struct store notification_stores[];

#endif
