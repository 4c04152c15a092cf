/* rule.h: a deadline rule as data (proto-schemas/company/sla_rules.json) and which rules apply to an appeal. */
#ifndef SLA_RULE_H
#define SLA_RULE_H

#include "rules/civil.h"

enum rule_kind { RULE_LEGAL, RULE_COMPANY /* may only shorten */ };
enum rule_object { OBJECT_ANSWER, OBJECT_REGISTRATION, OBJECT_DUTY, OBJECT_GUARD };
enum rule_start {
    START_RECEIVED,
    START_REGISTERED,
    START_SENT_TO_WORK,
    START_DOCS_COMPLETE,
    START_DELIVERED_TO_CLIENT,
    START_DEBT_CLEARED,
    START_REQUEST_DATE,
    START_DUE,
    START_EVENT,
    START_COUNT
};
enum rule_shift { SHIFT_SAME_DAY, SHIFT_NEXT_DAY, SHIFT_NEXT_WORKING_DAY };
enum rule_unit {
    UNIT_MIN,
    UNIT_H_24X7,
    UNIT_H_WORK,
    UNIT_CAL_DAY,
    UNIT_WORK_DAY,
    UNIT_MONTH,
    UNIT_FIXED_DATE_FIELD,
    UNIT_DAY_OF_NEXT_MONTH,
    UNIT_COUNT
};
enum rule_end { END_NONE, END_FORWARD, END_BACKWARD };
enum rule_calendar { CALENDAR_FEDERAL, CALENDAR_BRANCH, CALENDAR_DEPARTMENT };

/* A length of time: of a stage, or before a deadline. */
struct period {
    int n;
    enum rule_unit unit;
};

struct rule {
    char *code, *ru, *en, *basis, *field;
    enum rule_kind kind;
    enum rule_object object;
    bool is_default;
    GStrv types, categories, client_kinds, services, channels; /* NULL: any */
    enum rule_start start;
    enum rule_shift start_shift;
    struct period period;
    int n_min; /* working days: a date that `field` gives counts, between n_min and n of them; 0: no date is asked */
    enum rule_end end_shift;
    enum rule_calendar calendar;
    bool due_at_closing, pausable, extendable_once, hard, blocked;
    struct period *warn;
    size_t warn_count;
    GStrv notify;
    char *ends_role; /* of a duty: done when a stage of this process role is completed; NULL: with the answer */
    civil_day valid_from, valid_to; /* CIVIL_NONE: no end */
};

/* What an appeal shows to the rules. Members are borrowed; NULL where unknown. */
struct rule_facts {
    const char *type, *category, *client_kind, *service, *channel;
    const char *const *named; /* codes the type names; NULL-terminated */
    civil_day on;             /* the day the rules are asked for */
};

/* Decodes one rule; every bad member goes to `faults` under `pointer`. NULL when there was one. */
struct rule *rule_from_json(const json_t *json, const char *pointer, struct faults *faults);
void rule_free(struct rule *rule);
/* {"n","unit"} with the units of routes and rules; 0 < n unless `zero`. */
enum status MUST_CHECK period_from_json(const json_t *json, bool zero, struct period *out);
/* "min", "h", "wd", "cd" of the contracts and the longer words of the rules; UNIT_COUNT when unknown. */
enum rule_unit rule_unit_of(const char *word);
/* The word of a start event, "registered". Static. */
const char *rule_start_name(enum rule_start start);
/* START_COUNT when unknown. */
enum rule_start rule_start_of(const char *word);

/* The rules for `object` among `rules`: all legal ones that the type names or whose scope fits, the default ones where
 * there is none, and the most specific company ones; a default company one, too, only where no special legal one is.
 * Borrowed pointers in a new array, in the order of `rules`. */
GPtrArray *rule_select(const GPtrArray *rules, const struct rule_facts *facts, enum rule_object object);

#endif
