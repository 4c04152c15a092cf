/* assign.h: who gets a stage when it enters a department (R31-R36): sticky first, then the department's mode. */
#ifndef OTKLIK_ASSIGN_H
#define OTKLIK_ASSIGN_H

#include "rows.h"

/* On entry: gives the stage to its first employee, to the responsible of mode FIXED, or leaves it QUEUED (HEAD, POOL).
 */
void assign_on_entry(struct work *w, struct case_file *c, struct stage *stage, const struct department *department);
/* Makes the employee the holder and says so. `how`: head, fixed, pool, sticky, substitute, manual. */
void assign_to(struct work *w, struct case_file *c, struct stage *stage, const struct employee *employee,
               const char *how, const char *by);
/* The employee, or who stands in for him today; NULL when dismissed or away without a substitute. *out_substituted
 * tells. */
struct employee *assign_present(struct work *w, const char *employee_id, bool *out_substituted);

#endif
