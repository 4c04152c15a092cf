/* say.h: what others hear of a stage. */
#ifndef OTKLIK_SAY_H
#define OTKLIK_SAY_H

#include "rows.h"

/* stage.queued, with the periods that are still planned after it, for back-scheduling. */
void say_queued(struct work *w, const struct case_file *c, const struct stage *s, const struct department *department);
/* stage.completed. */
void say_completed(struct work *w, const struct case_file *c, const struct stage *s);
/* stage.cancelled, of a stage that was open. */
void say_cancelled(struct work *w, struct case_file *c, const struct stage *s, const char *reason);

#endif
