/* work_private.h: the side of a work that its makers use: the engine, the HTTP server and the job threads. */
#ifndef OTKLIK_WORK_PRIVATE_H
#define OTKLIK_WORK_PRIVATE_H

#include "work.h"

#include <stdatomic.h>

#include <glib.h>

enum { TRANSACTION_TEXT_SIZE = 24 }; /* a 64-bit number and its end */

/* One event on its way into the outbox. */
struct outgoing {
    const char *topic; /* static or owned by the work's strings */
    char *key;
    char *type;
    char *headers; /* JSON object of CloudEvents attributes, without those the relay adds */
    char *payload; /* NULL = tombstone */
};

/* What stands in the outgoing events' attributes, borrowed for as long as the work uses it. */
struct work_cause {
    const char *branch;
    const char *correlation;
    const char *traceparent;
    const char *elder; /* an id that ids made meanwhile are not older than, however wrong the clock is; NULL: none */
};

/* How the last handler ended beside its status. */
struct work_verdict {
    char *reason;   /* of reject */
    char *park_key; /* of park */
    bool stands;    /* of reject_answered: what was emitted goes out all the same */
    bool touched;   /* it got, made or changed rows, or emitted: its traces are in the work */
};

/* The transaction begins with the first statement. `service` is the schema's owner and the events' source. */
struct work *work_begin(struct db *db, void *app, instant now, const char *service);
/* Frees the rows and what was to be emitted; the transaction must have ended or is rolled back. NULL is fine. */
void work_free(struct work *w);
/* From now on rows are looked at without locks, and saving one is a bug: for requests that only read. */
void work_read_only(struct work *w);
/* What work_stopping tells; borrowed, may change at any time. NULL (as made): never. */
void work_watch_stop(struct work *w, const atomic_bool *stopping);
/* The number of the transaction is asked for when it begins, so that it is known what to ask for when its COMMIT stays
 * without an answer. */
void work_note_transaction(struct work *w);
/* That number as PostgreSQL's xid8 in text; "" when none was noted. */
const char *work_transaction(const struct work *w);
/* BEGIN if no transaction is open. */
enum status MUST_CHECK work_open(struct work *w);
/* Saves rows table by table, the outbox last, and commits. On failure the transaction is still open: work_rollback. */
enum status MUST_CHECK work_commit(struct work *w);
void work_rollback(struct work *w);
/* True when work_commit will have rows for the relay. */
bool work_emits(const struct work *w);

/* Loads the rows of many values by one statement; values already loaded are left out. */
enum status MUST_CHECK work_preload(struct work *w, const struct table *table, const char *column, GPtrArray *values);
/* The first failure of a load inside a handler, ST_OK if none: the handler's own answer is then void. */
enum status work_failure(const struct work *w);

/* Frames one handler's run. */
void work_enter(struct work *w, const struct work_cause *cause);
struct work_verdict *work_verdict(struct work *w);
/* Keys given to unpark and not yet taken; borrowed. */
GPtrArray *work_unparked(struct work *w);

/* work_save.c */
enum status MUST_CHECK work_save_rows(struct work *w);
enum status MUST_CHECK work_save_outbox(struct work *w);

/* work_statements.c. A generated statement, made once per process: `kind` is "select", "peek" (without locks),
 * "insert", "update" or "delete". */
const struct statement *table_statement(const struct table *table, const char *kind, const char *column);
/* The UPDATE of these columns (table.h). NULL: the table has too many such statements, update it whole. */
const struct statement *table_update_statement(const struct table *table, const char *columns);

#endif
