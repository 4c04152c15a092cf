/* journal.h: statements of the journal's lists. */
#ifndef OTKLIK_JOURNAL_H
#define OTKLIK_JOURNAL_H

#include "db.h"

enum journal_statement {
    JOURNAL_PAGE,         /* rights (4), after, branches, states, types, channels, holder, client, number, overdue,
                             trouble, from, to, text, author, limit */
    JOURNAL_COUNT,        /* the same; how many, at most limit */
    JOURNAL_ID_BY_NUMBER, /* number -> appeal id; no row: no such number */
    JOURNAL_STATEMENTS,
};

extern const struct statement journal_statements[];

#endif
