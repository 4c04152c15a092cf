/* term.h: the deadline of one appeal: the rules that apply to it, computed and weighed. Pure. */
#ifndef SLA_TERM_H
#define SLA_TERM_H

#include "rules/deadline.h"
#include "rules/rulebook.h"

/* What is asked. Members are borrowed and must outlive the answer. */
struct term_request {
    const struct rulebook *book;
    struct place federal, branch; /* both with the branch's zone and hours */
    struct rule_facts facts;      /* `on` is filled in */
    const char *const *codes;     /* these rules alone, whatever their scope; NULL: those that apply */
    enum rule_object object;
    instant starts[START_COUNT]; /* by event; 0: not (yet) known. START_RECEIVED is required */
    const json_t *fields;        /* of the appeal, for dates given in it; may be NULL */
    const struct pause *pauses;
    size_t pause_count;
};

struct term {
    struct deadline *list; /* of every rule that applies, in the rules' order */
    size_t count;
    struct deadline_choice choice;
    bool provisional; /* the registration is assumed, or a calendar year is not published */
    char *ru, *en;    /* the explanation */
};

/* ST_NOT_FOUND: no rule applies; ST_INVALID: a calendar that never works, or a code that is unknown. The caller
 * releases *out after ST_OK. */
enum status MUST_CHECK term_compute(const struct term_request *request, struct term *out);
void term_release(struct term *term);
/* What went into it, enough to compute it again: {"rulebook","rules","starts","dates","calendar","zone",...}. The
 * caller owns it. */
json_t *term_inputs(const struct term_request *request, const struct term *term);
/* The category in a type's code: "REC" of "REC-W-001". Caller frees; NULL for NULL. */
char *term_category(const char *type_code);

#endif
