/* stage_period.h: when a stage is due: its own plan in the department's calendar, cut so that the stages after it still
 * have their time before the legal date. */
#ifndef SLA_STAGE_PERIOD_H
#define SLA_STAGE_PERIOD_H

#include "rules/place.h"
#include "rules/rule.h"

/* Members are borrowed. */
struct stage_plan {
    struct period period; /* the stage's own */
    instant entered_at;   /* the clock runs from entry, not from taking */
    const struct period *later;
    size_t later_count;
    instant legal_due_at;      /* 0: none known, the own plan stands */
    const struct place *place; /* the department's calendar, hours and zone */
};

struct stage_due {
    instant due_at;
    instant plan_at;       /* by the own plan alone */
    bool capped;           /* later stages or the legal date cut the own plan */
    bool negative_reserve; /* the later stages leave no time at all: "the plan does not fit the deadline" */
    bool provisional;
};

/* `from` plus (or with `back` minus) a period; days end at the office's closing. 0 when the calendar never works. */
instant stage_period_add(const struct place *place, instant from, struct period period, bool back, bool *provisional);
/* ST_INVALID when the calendar never works or the unit is none of a stage. */
enum status MUST_CHECK stage_due_compute(const struct stage_plan *plan, struct stage_due *out);
/* A returned stage gets half of its own plan, at least four office hours. */
struct period stage_period_returned(struct period period);

#endif
