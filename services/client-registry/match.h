/* match.h: whose appeal it is. Pure: the clients that the appeal's data lead to come in, the verdict goes out.
 * Automatic only when a strong datum and the surname agree and nobody else fits as well: another person's data must
 * never be shown. */
#ifndef OTKLIK_MATCH_H
#define OTKLIK_MATCH_H

#include "party.h"

/* Who wrote, as the appeal says it. */
struct applicant {
    struct fio fio;
    char *company; /* normalised name; NULL for persons */
    char *inn;     /* valid; NULL if none */
};

/* Reads an appeal's `applicant` (may be NULL). Release it with applicant_release. */
void applicant_read(const json_t *said, struct applicant *out);
/* Frees what it owns; may be repeated. */
void applicant_release(struct applicant *applicant);

struct match_candidate {
    const struct client *client;
    const char *why; /* account, contract, inn, phone, email: static */
    bool strong;     /* an account, a contract, a document, or a contact that was verified and is one client's */
    bool agrees;     /* the names do */
};

/* True when the client may be the one who wrote: the same surname and no contradiction in the given names, the same
 * company, or the same INN. */
bool match_agrees(const struct applicant *applicant, const struct client *client);
/* The index of the candidate to match with, or -1. */
int match_decide(const struct match_candidate *candidates, size_t count);

#endif
