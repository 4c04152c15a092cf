/* deadline.h: the arithmetic of deadlines. Pure: everything it needs is in the input. */
#ifndef SLA_DEADLINE_H
#define SLA_DEADLINE_H

#include "rules/place.h"
#include "rules/rule.h"

/* A time in which the clock stood still: [from, to). */
struct pause {
    instant from, to;
};

/* Members are borrowed. */
struct deadline_input {
    const struct rule *rule;
    instant start_at;           /* of the rule's start event */
    civil_day start_day;        /* CIVIL_NONE: the local day of start_at */
    civil_day field_day;        /* the date of the rule's field; CIVIL_NONE: none given */
    const struct place *place;  /* calendar that the rule asks for, the branch's zone and hours */
    const struct pause *pauses; /* in order, not overlapping; counted only when the rule is pausable */
    size_t pause_count;
};

struct deadline {
    const struct rule *rule; /* borrowed from the input, as the place */
    const struct place *place;
    civil_day start_day;
    instant start_at;
    civil_day raw_day;     /* before the end shift */
    civil_day legal_day;   /* shifted forward (Civil Code, art. 193) */
    civil_day control_day; /* shifted backward: safe for who must be in time */
    instant legal_at, control_at;
    struct period period; /* as applied: n calendar days where the date field was empty */
    int paused;           /* by how many of the rule's units (minutes for hours) the pauses moved it */
    bool chosen;          /* the date given in the appeal, kept within the rule's n_min and n working days */
    bool provisional;     /* a day of an unpublished calendar year took part */
};

/* ST_INVALID when the calendar never works or the unit does not fit. */
enum status MUST_CHECK deadline_compute(const struct deadline_input *input, struct deadline *out);

/* What several deadlines of one object come to. */
struct deadline_choice {
    const struct deadline *legal;   /* the earliest legal one; the earliest company one where there is none */
    const struct deadline *control; /* the one whose control date is the earliest */
    instant legal_at, control_at;   /* control_at is never after legal_at */
    civil_day legal_day, control_day;
    bool provisional;
};

/* All legal ones apply and the earliest is the legal due; company ones may only shorten the control date. ST_NOT_FOUND
 * when count is 0. `list` is borrowed as long as `out` is used. */
enum status MUST_CHECK deadline_choose(const struct deadline *list, size_t count, struct deadline_choice *out);

#endif
