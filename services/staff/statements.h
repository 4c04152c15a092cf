/* statements.h: what is asked of the tables beside load and save; a store file defines them. A page's parameters are
 * the key it comes after ("" for the first), the limit, then its filters; each row is (key, JSON object). */
#ifndef OTKLIK_STAFF_STATEMENTS_H
#define OTKLIK_STAFF_STATEMENTS_H

#include "db.h"

extern const struct statement branch_page, branch_get;
extern const struct statement department_page, department_get;
extern const struct statement role_page, role_get;
extern const struct statement employee_page, employee_get, employee_search;
extern const struct statement absence_page;
extern const struct statement reference_page;
extern const struct statement session_page;
extern const struct statement audit_page;
/* Ids of employees whose last day is over where they work. */
extern const struct statement employee_leaving;
/* Ids of sessions that ended more than a month ago, with their tokens; deletes them. */
extern const struct statement session_expire;
/* One boolean: somebody can sign in. */
extern const struct statement credential_any;

#endif
