/* check.h: names every hole of a company's files. The same rules as tools/catalogue/check.py, which also compares the
 * demo company with the tables it was made from. */
#ifndef OTK_CHECK_H
#define OTK_CHECK_H

#include "otk.h"

struct check {
    json_t *files;    /* {"branches": {...}, ..., "types": {"types": [...]}} */
    GHashTable *sets; /* name -> set of codes */
    GPtrArray *holes; /* struct hole_told * */
};

enum hole {
    HOLE_FORM,
    HOLE_TWICE,
    HOLE_UNKNOWN,
    HOLE_UNBOUND,
    HOLE_BOUND_GAP,
    HOLE_NOT_SERVED,
    HOLE_NOBODY,
    HOLE_NO_ROLE,
    HOLE_NO_RIGHT,
    HOLE_FIELD,
    HOLE_TEMPLATE,
    HOLE_ROUTE,
    HOLE_WORDS,
    HOLE_RESPONSIBLE,
    HOLE_EXPRESSION,
    HOLE_PLAN,
    HOLE_DEADLINE,
    HOLE_HEAD_OFFICE,
    HOLE_SOURCE,
};

struct hole_told {
    enum hole kind;
    char *text; /* a sentence in the user's language */
};

/* Reads every file of the folder. False: told why. */
bool check_open(struct check *check, const char *folder);
void check_close(struct check *check);
/* Notes a hole; the format is one of tr()'s. */
void check_hole(struct check *check, enum hole kind, const char *format, ...) __attribute__((format(printf, 3, 4)));
/* check_remedies.c: what to do about such a hole, in the user's language. Static. */
const char *check_remedy(enum hole kind);
/* The list of a part: rows(check, "branches"). Borrowed; NULL when there is none. */
const json_t *check_rows(const struct check *check, const char *part);
/* True when the set (check_sets.c) holds the code. */
bool check_known(struct check *check, const char *set, const char *code);
/* The code that names an object in a sentence. Borrowed. */
const char *check_label(const json_t *object);
const char *check_text(const json_t *object, const char *member);

/* check_path.c: calls `each` for every text at a path: "routes[].stages[].role", "results[]", "templates.*". */
void check_walk(const json_t *from, const char *path, void (*each)(const char *text, void *arg), void *arg);
bool check_has(const json_t *list, const char *text);

/* The checks, one file each. */
void check_form(struct check *check);        /* each file fits its schema */
void check_unique(struct check *check);      /* keys stand once */
void check_sources(struct check *check);     /* no source can pass for one that is trusted more */
void check_references(struct check *check);  /* what is named is there */
void check_bindings(struct check *check);    /* every role of a route has a department in every branch */
void check_types(struct check *check);       /* fields, results, templates, routes of a type agree */
void check_expressions(struct check *check); /* conditions can be read and use known names */
void check_people(struct check *check);      /* whoever gets work is there and may do it */
void check_plans(struct check *check);       /* a type has a deadline, and its stages fit it */

#endif
