/* journal_spans.h: a page of the journal as ranges of ids, newest first, each a statement that plans for its months
 * alone. Most pages end in the first; a filter that found little there finds little behind it. Pure. */
#ifndef OTKLIK_JOURNAL_SPANS_H
#define OTKLIK_JOURNAL_SPANS_H

#include "clock.h"
#include "ids.h"

#include <stdbool.h>

enum { JOURNAL_SPANS_MAX = 5 };

/* Of what: borrowed; each but `now` may be NULL. Days are dates, both included. */
struct journal_range {
    instant now;
    const char *after; /* an id: only what is older */
    const char *from, *to;
    const char *only; /* an id: this one alone */
};

/* since <= id < below, "" for no end. */
struct journal_span {
    char since[UUID_TEXT_SIZE], below[UUID_TEXT_SIZE];
    bool late;     /* only what was entered days after its reception */
    bool few;      /* its rows are found and sorted; else they are met on the way from the newest */
    int64_t limit; /* the caller's */
};

/* The spans of a range, disjoint and complete; returns how many. `few`: a filter whose rows are few everywhere. */
int journal_spans(const struct journal_range *range, bool few, struct journal_span out[JOURNAL_SPANS_MAX]);

#endif
