/* rulebook.h: all rules and calendars of one version, immutable once complete, shared by threads. */
#ifndef SLA_RULEBOOK_H
#define SLA_RULEBOOK_H

#include "rules/calendar_json.h"
#include "rules/rule.h"

struct rulebook {
    gint refs;
    int64_t version;
    GPtrArray *rules;               /* struct rule *, by code */
    GHashTable *calendars;          /* code -> struct calendar * */
    const struct calendar *federal; /* NULL until there is one */
};

/* Empty, with one reference that belongs to the caller. */
struct rulebook *rulebook_new(int64_t version);
/* Another reference, for another thread's keeping. */
struct rulebook *rulebook_ref(struct rulebook *book);
/* The last one frees; NULL is fine. */
void rulebook_unref(struct rulebook *book);
/* Reads one rule or calendar; a calendar's base must be in the book. False with faults under `pointer`. */
bool rulebook_add_rule(struct rulebook *book, const json_t *json, const char *pointer, struct faults *faults);
bool rulebook_add_calendar(struct rulebook *book, const json_t *json, const char *pointer, struct faults *faults);
/* True when deadlines can be computed: the federal calendar and a rule are there. */
bool rulebook_ready(const struct rulebook *book);
/* The calendar of that code, the federal one where it is unknown or NULL. */
const struct calendar *rulebook_calendar(const struct rulebook *book, const char *code);
/* NULL when there is no rule of that code. */
const struct rule *rulebook_rule(const struct rulebook *book, const char *code);

#define auto_rulebook __attribute__((cleanup(rulebook_cleanup))) struct rulebook *
/* For auto_rulebook. */
void rulebook_cleanup(struct rulebook **book);

#endif
