/* report_query.h: what a report and the board read: the one function report_rows of migrations/110_report.sql. */
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

/* How many rows there are. */
enum status MUST_CHECK report_query_count(struct db *db, const struct report_scope *scope, int64_t *out_count);
/* The next rows after the place (NULL, NULL: the first), at most `limit`, by time of reception. Columns: place time,
 * place id, then those of report_columns. */
enum status MUST_CHECK report_query_page(struct db *db, const struct report_scope *scope, const char *after_time,
                                         const char *after_id, int limit, struct rows *out);
/* The pivot's lines in the order they are shown: branch, category, level (0 leaf, 1 branch, 3 all), then the figures
 * count, share in time, overdue, average days. */
enum status MUST_CHECK report_query_pivot(struct db *db, const struct report_scope *scope, struct rows *out);
/* The board's lines: level (0 all, 1 by branch, 2 by type), code, name, count, registered, answered, in time,
 * overdue, average days. */
enum status MUST_CHECK report_query_figures(struct db *db, const struct report_scope *scope, struct rows *out);

extern const struct statement report_statements[];
#define REPORT_STATEMENTS 4

#endif
