/* journal.h: statements of the journal's lists. */
#ifndef OTKLIK_JOURNAL_H
#define OTKLIK_JOURNAL_H

#include "db.h"

/* Of each kind one for filters without words and, behind it, one with. */
enum journal_statement {
    JOURNAL_PAGE, /* rights (6), after, branches, states, types, channels, holder, client, number, overdue, trouble,
                     from, to, text, author, limit, since (id), only those entered late */
    JOURNAL_PAGE_WORDS,
    JOURNAL_FEW_PAGE, /* the same for filters that find few */
    JOURNAL_FEW_PAGE_WORDS,
    JOURNAL_COUNT, /* the same; how many, at most limit */
    JOURNAL_COUNT_WORDS,
    JOURNAL_ID_BY_NUMBER, /* number -> appeal id; no row: no such number */
    JOURNAL_STATEMENTS,
};

extern const struct statement journal_statements[];

#endif
