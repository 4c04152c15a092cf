/* ways.h: the ways of an answer (R26) as a table: how each is worked, whose task it is, what proves it. */
#ifndef OTKLIK_WAYS_H
#define OTKLIK_WAYS_H

#include <stdbool.h>

#include <jansson.h>

enum way_work { WAY_PUBLISH, WAY_MAIL, WAY_TASK };

struct way {
    const char *channel;
    enum way_work work;
    bool needs_address;
    const char *role;       /* process role whose department does the task */
    const char *proof_kind; /* what a person enters */
    const char *proof_form; /* regular expression of the whole proof */
    bool handed;            /* the proof also says that the client has it */
};

/* The row of that channel; NULL for an unknown word. Static. */
const struct way *way_find(const char *channel);
/* True when `kind` is the way's and `proof` has its form. */
bool way_proof_fits(const struct way *way, const char *kind, const char *proof);
/* The way that stands in for a failed one: the first of post, call and office that has an address in the applicant's
 * data (T11: failed channels raise a task with fallback). *out_address is borrowed from `applicant`, NULL for office.
 */
const struct way *way_instead(const char *failed, const json_t *applicant, const char **out_address);

#endif
