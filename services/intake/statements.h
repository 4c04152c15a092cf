/* statements.h: further statements of the store files. */
#ifndef OTKLIK_STATEMENTS_H
#define OTKLIK_STATEMENTS_H

#include "db.h"

enum source_statement { SOURCE_LIST /* all, by name */, SOURCE_STATEMENTS };
extern const struct statement source_statements[];

enum close_statement { CLOSE_DUE /* now -> ids answered long enough ago */, CLOSE_STATEMENTS };
extern const struct statement close_statements[];

#endif
