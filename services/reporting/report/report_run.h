/* report_run.h: a report that somebody asked for: queued -> running -> done | failed. */
#ifndef OTKLIK_REPORT_RUN_H
#define OTKLIK_REPORT_RUN_H

#include "work.h"

#define REPORT_EFFECTIVENESS "appeals-effectiveness"

struct report_run {
    struct row row;
    char *id;
    char *code;
    json_t *params; /* from, to, branches, services, types */
    char *language;
    char *requested_by;
    char *requested_by_name;
    json_t *branches; /* that the person may see; ["*"]: all */
    bool confidential;
    json_t *people; /* who asked and the heads above him: no row is about them */
    char *state;
    int64_t attempts;
    int64_t rows_done;
    int64_t rows_total;
    char *error;
    char *file_name;
    int64_t file_size_bytes;
    instant requested_at;
    instant started_at;
    instant finished_at;
    instant expires_at;
};

extern const struct table report_run_table;

enum run_statement {
    RUN_CANDIDATES, /* -> ids queued or running, oldest first */
    RUN_LOCK,       /* id -> true when this session owns it now; it does until RUN_UNLOCK or its end */
    RUN_UNLOCK,     /* id */
    RUN_TAKE,       /* id, now, attempts allowed -> state after it; no row: not open any more */
    RUN_PROGRESS,   /* id, rows done, rows total -> id; no row: deleted meanwhile */
    RUN_RELEASE,    /* id: back to the queue, as if it had not been tried */
    RUN_DONE,       /* id, now, file name, size, expires -> id; no row: deleted meanwhile */
    RUN_FAILED,     /* id, now, error, expires */
    RUN_PAGE,       /* person, after (id or null), limit -> ids */
    RUN_EXPIRED,    /* now -> ids */
    RUN_STATEMENTS,
};
extern const struct statement run_statements[];

/* "FOLDER/ID.xlsx"; caller frees. */
char *report_run_path(const char *folder, const char *id);

#endif
