/* catalogue_statements.h: the statements that read the catalogue. */
#ifndef OTKLIK_CATALOGUE_STATEMENTS_H
#define OTKLIK_CATALOGUE_STATEMENTS_H

#include "db.h"

enum catalogue_statement {
    CATALOGUE_TYPES,        /* the newest version of every type */
    CATALOGUE_DICTIONARIES, /* name, doc */
    CATALOGUE_MARK,         /* one text that changes with every publication */
    CATALOGUE_STATEMENTS,
};

extern const struct statement catalogue_statements[];

#endif
