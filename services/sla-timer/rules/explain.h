/* explain.h: a deadline in one sentence that a clerk or a court can follow:
 * "30 к.д. с 03.04.2026, перенос с 03.05 (вс) на 04.05". */
#ifndef SLA_EXPLAIN_H
#define SLA_EXPLAIN_H

#include "rules/deadline.h"
#include "rules/stage_period.h"

/* The legal date, or with `control` the control date. `language` is "ru" or "en". Caller frees. */
char *explain_deadline(const struct deadline *deadline, bool control, const char *language);
/* Codes of both rules with their sentences: "D09: 10 р.д. ...; контроль по D01: ...". Caller frees. */
char *explain_choice(const struct deadline_choice *choice, const char *language);
/* The due time of a stage: its plan, and whether later stages or the legal date cut it. Caller frees. */
char *explain_stage(const struct stage_plan *plan, const struct stage_due *due, const char *language);

#endif
