/* projection.h: what intake keeps of other owners: branches and people of staff, accounts of client-registry. */
#ifndef OTKLIK_PROJECTION_H
#define OTKLIK_PROJECTION_H

#include "work.h"

struct branch {
    struct row row;
    char *code;
    int64_t version;
    char *ru;
    char *en;
    char *tz;
    bool active;
};

/* Surname and first name without endings (about_words.h). */
struct employee {
    struct row row;
    char *id;
    int64_t version;
    char *tab_no;
    char *surname;
    char *first;
};

struct account_owner {
    struct row row;
    char *account;
    int64_t version;
    char *branch;
    char *client_id;
    char *client_kind;
};

struct dictionary {
    struct row row;
    char *name;
    int64_t version;
    json_t *doc;
    instant changed_at;
    char *changed_by;
};

struct config_counter {
    struct row row;
    char *id;
    int64_t last;
};

#endif
