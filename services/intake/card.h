/* card.h: an appeal as its readers see it, and what may be done with it. */
#ifndef OTKLIK_CARD_H
#define OTKLIK_CARD_H

#include "appeal.h"
#include "http.h"

/* The one predicate of rights (person.h) on this card. */
bool card_visible(const struct appeal *appeal, const struct person *person);
/* The whole card with attachments, stages, history and the steps that its state allows. Caller owns it. */
json_t *card_to_json(struct work *w, struct appeal *appeal, const char *language);
/* Adds the card's faults to the request's and returns ST_INVALID. */
enum status card_faults(const struct appeal *appeal, struct request *rq);
/* The attachments that came as uploads, as files of appeal.received. Caller owns it. */
json_t *card_claims(struct work *w, const struct appeal *appeal);
bool card_withdrawable(struct work *w, const struct appeal *appeal);
/* Within the type's days of reopening. */
bool card_reopenable(struct work *w, const struct appeal *appeal);
/* T12. ST_CONFLICT: not answered. */
enum status MUST_CHECK card_close(struct work *w, struct appeal *appeal, const struct actor *by);

#endif
