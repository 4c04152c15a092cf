/* tables.h: the rows of archive. Each table's columns and statements stand in <table>_store.c. */
#ifndef OTKLIK_ARCHIVE_TABLES_H
#define OTKLIK_ARCHIVE_TABLES_H

#include "table.h"

/* What archive keeps of an appeal, for folders and rights. The root that a document's filing locks. */
struct appeal {
    struct row row;
    char *id;
    char *branch;
    char *type_code, *category, *service;
    char *client_id;
    char *department, *holder;
    json_t *held_by;
    bool confidential;
    json_t *excluded; /* employees it is about */
};

/* A content, whoever sent it. */
struct file {
    struct row row;
    char *sha256;
    int64_t size_bytes;
    char *mime;
    bool scanned; /* by a virus scanner; else only size and type were looked at */
    instant stored_at;
};

struct document {
    struct row row;
    char *id;
    int64_t version;
    char *branch;
    char *sha256;
    int64_t size_bytes;
    char *mime;
    char *name;
    char *doc_type;
    char *direction; /* in, out */
    char *source;    /* bus, upload, letter */
    char *file_key;
    char *appeal_id, *letter_id, *client_id;
    instant created_at;
    char *created_by;
};

struct claim {
    struct row row;
    char *id;
    int64_t version;
    char *state; /* pending, clean, infected, failed */
    char *reason;
    bool scanned;
    char *person_id;
    char *branch;
    char *name;
    char *mime;
    int64_t size_bytes;
    char *sha256;
    char *document_id; /* set when it is bound */
    json_t *wanted;    /* {"appeal_id", "doc_type", "name"}: bound as soon as it is clean */
    int64_t attempts;
    instant next_at;
    instant created_at;
};

struct fetch {
    struct row row;
    char *id;
    char *appeal_id;
    char *file_key;
    char *source;
    char *url; /* may hold a signature: never logged, never shown */
    char *name;
    char *doc_type;
    char *mime;
    int64_t size_bytes; /* as the sender said; 0: not said */
    char *sha256;       /* as the sender said; NULL: not said */
    char *state;        /* planned, fetching, stored, failed */
    int64_t attempts;
    instant next_at;
    char *reason;
    char *document_id;
    instant created_at;
};

struct source {
    struct row row;
    char *name;
    int64_t version;
    json_t *file_hosts;
    bool trusted;
};

struct doc_type {
    struct row row;
    char *code;
    int64_t version;
    char *category;
    char *ru, *en;
};

/* The root of a client's folders: whoever files locks it. */
struct client {
    struct row row;
    char *id;
    int64_t version;
    char *kind;
    char *branch;
};

struct folder_template {
    struct row row;
    char *id; /* "FL/METERS" */
    int64_t version;
    char *client_kind;
    char *code;
    int64_t ord;
    char *ru, *en;
    char *criteria;
    instant changed_at;
    char *changed_by;
};

struct resort {
    struct row row;
    char *client_kind;
    char *after;
};

struct folder {
    struct row row;
    char *id;
    char *client_id;
    char *code;
};

struct folder_item {
    struct row row;
    char *id;
    char *folder_id;
    char *document_id;
    char *client_id;
    instant filed_at;
};

struct letter {
    struct row row;
    char *id;
    int64_t version;
    char *number;
    char *direction; /* in, out */
    char *branch;
    char *correspondent;
    char *corr_number, *corr_date; /* the correspondent's own */
    char *received_on;
    char *delivery;
    char *rpo;
    int64_t pages;
    char *subject;
    char *client_id;
    bool is_appeal;
    json_t *appeal; /* members of letter.registered that only an appeal has */
    json_t *files;
    instant registered_at;
    char *registered_by;
};

struct letter_number {
    struct row row;
    char *number;
    char *letter_id;
};

extern const struct table appeal_table, file_table, document_table, claim_table, fetch_table, source_table;
extern const struct table doc_type_table, client_table, folder_template_table, resort_table, folder_table;
extern const struct table folder_item_table, letter_table, letter_number_table;

#endif
