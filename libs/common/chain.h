/* chain.h: who is below whom, in services that keep departments and employees of staff. What is about an employee is
 * kept from him and from everybody below him; for who is signed in his token says it (person.h). */
#ifndef OTKLIK_CHAIN_H
#define OTKLIK_CHAIN_H

#include "work.h"

/* The head of a department and the department above it; both may become NULL. Borrowed from the work. */
typedef void (*chain_look)(struct work *w, const char *department_id, const char **out_head, const char **out_parent);

/* True when the ids hold the head of the department or of one above it. */
bool chain_headed_by(struct work *w, const json_t *ids, const char *department_id, chain_look look);
/* True when the ids hold the employee or a head above him. */
bool chain_holds(struct work *w, const json_t *ids, const char *employee_id, const char *department_id,
                 chain_look look);

#endif
