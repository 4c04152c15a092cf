/* filing_rule.h: which documents a folder takes: an expression (expr.h) over what is known of a document. Pure. */
#ifndef OTKLIK_ARCHIVE_FILING_RULE_H
#define OTKLIK_ARCHIVE_FILING_RULE_H

#include "expr.h"

#include <jansson.h>

/* What criteria may ask about; members may be NULL. */
struct filing_facts {
    const char *doc_type, *doc_category;
    const char *appeal_type, *appeal_category;
    const char *service;
    const char *direction; /* in, out */
};

/* NULL when it is readable and asks only for what there is; else the reason: a text for people of static parts or
 * `error`'s. */
const char *filing_criteria_fault(const char *criteria, struct expr_error *error);
/* True when the criteria hold; those that cannot be computed do not. */
bool filing_matches(const char *criteria, const struct filing_facts *facts);

#endif
