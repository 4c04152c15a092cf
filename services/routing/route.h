/* route.h: how an appeal moves through its stages. All of it works on rows in memory; the case is locked. */
#ifndef OTKLIK_ROUTE_H
#define OTKLIK_ROUTE_H

#include "rows.h"

/* Plans the stages of the case's cycle and starts the first; or FAILED with route.failed when a role has no department.
 */
void route_start(struct work *w, struct case_file *c);
/* Goes on as far as nobody has to do anything: conditions, automatic stages, the next entry, the end of the work. */
void route_advance(struct work *w, struct case_file *c);
/* The stage is done with this result; the route goes on. */
void route_complete(struct work *w, struct case_file *c, struct stage *stage, const struct actor *by,
                    const char *result);
/* The stage sends the work back to an earlier one: its first employee gets it again, then this stage follows anew. */
void route_return(struct work *w, struct case_file *c, struct stage *stage, const struct stage *to,
                  const struct actor *by, const char *reason);
/* All open stages end: the appeal is cancelled, withdrawn or begins a new cycle. */
void route_cancel(struct work *w, struct case_file *c, const char *reason);
/* The stages of the current cycle in the order of the route. NULL-terminated; caller frees the array with g_free. */
struct stage **route_stages(struct work *w, const struct case_file *c);
/* The last finished working stage of the cycle, to which a signer returns; NULL if there is none. */
struct stage *route_last_worked(struct work *w, const struct case_file *c);
bool stage_is_open(const struct stage *stage);
/* Neither signing nor sending. */
bool stage_is_work(const struct stage *stage);
/* The period of returned work: half of the plan, at least four working hours. Pure. */
void route_return_period(int64_t n, const char *unit, int64_t *out_n, const char **out_unit);

#endif
