/* work_internal.h: a work's own parts, shared by work.c, work_rows.c and work_save.c alone. */
#ifndef OTKLIK_WORK_INTERNAL_H
#define OTKLIK_WORK_INTERNAL_H

#include "work_private.h"

struct work {
    struct db *db;
    void *app;
    const char *service;
    instant now;
    instant elder_made; /* when the cause's elder was made; 0: none */
    char id[UUID_TEXT_SIZE];
    const atomic_bool *stopping; /* what work_stopping tells; may be NULL */
    bool open;                   /* a transaction is open */
    bool reading;                /* rows are looked at, not locked; nothing may be saved */
    bool notes_transaction;      /* work_note_transaction */
    char transaction[TRANSACTION_TEXT_SIZE];
    enum status failure;  /* first failed load inside a handler */
    GPtrArray *sets;      /* struct table_set, in order of first use */
    GPtrArray *outgoing;  /* struct outgoing */
    GPtrArray *unparked;  /* keys */
    GPtrArray *last_list; /* what work_list returned last */
    struct work_cause cause;
    struct work_verdict verdict;
};

/* The rows of one table in a work. */
struct table_set {
    const struct table *table;
    GPtrArray *rows;
    GPtrArray *results;   /* struct rows: what the rows were loaded from, to tell what has changed */
    GHashTable *identity; /* key text -> row */
    GHashTable *columns;  /* column name -> struct column_index (work_rows.c) */
    GString *scratch;     /* for values that are printed to be compared */
};

/* Frees a table_set with its rows. */
void table_set_free(void *set);

#endif
