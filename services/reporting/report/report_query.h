/* report_query.h: what a report and the board read: the one function report_rows of migrations/130_report_walk.sql. */
#ifndef OTKLIK_REPORT_QUERY_H
#define OTKLIK_REPORT_QUERY_H

#include "db.h"

#include <jansson.h>

/* Whose rows, of what. Borrowed from its maker; lists may be NULL: no limit (`allowed` may not). */
struct report_scope {
    instant as_of;
    const char *language;
    const json_t *allowed; /* branch codes that the person may see; ["*"]: all */
    bool confidential;
    const json_t *people;  /* the reader and the heads above him: no row is about them */
    const char *from, *to; /* dates, both included */
    const json_t *branches, *services, *types;
};

/* All rows by time of reception, piece by piece; the next piece is made while the caller uses the last. Of one
 * transaction: its end ends the walk. The connection is the walk's until report_walk_next has said ST_NOT_FOUND, or
 * report_walk_end. Owned by the caller. */
struct report_walk {
    struct db *db;
    bool asked; /* for a piece that is not received yet */
};
enum status MUST_CHECK report_walk_begin(struct report_walk *walk, struct db *db, const struct report_scope *scope);
/* The next rows, columns as report_columns; ST_NOT_FOUND: there are no more. */
enum status MUST_CHECK report_walk_next(struct report_walk *walk, struct rows *out);
/* Frees the connection of an answer that nobody wants any more. */
void report_walk_end(struct report_walk *walk);
/* The pivot's lines in the order they are shown: branch, category, level (0 leaf, 1 branch, 3 all), then the figures
 * count, share in time, overdue, average days. Its last line counts all rows, none too. */
enum status MUST_CHECK report_query_pivot(struct db *db, const struct report_scope *scope, struct rows *out);
/* The board's lines: level (0 all, 1 by branch, 2 by type), code, name, count, registered, answered, in time,
 * overdue, average days. */
enum status MUST_CHECK report_query_figures(struct db *db, const struct report_scope *scope, struct rows *out);

extern const struct statement report_statements[];
#define REPORT_STATEMENTS 4

#endif
