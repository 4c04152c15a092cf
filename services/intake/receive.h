/* receive.h: how a submission or a letter becomes a card RECEIVED. */
#ifndef OTKLIK_RECEIVE_H
#define OTKLIK_RECEIVE_H

#include "appeal.h"
#include "source.h"

/* Makes the card with its number, faults and attachments, remembers the submission and replies. Returns ST_OK. */
enum status receive_submission(struct work *w, const struct event *e, const struct source *source);
/* Notes the files of a payload (docs/contracts.md) as attachments of the appeal. */
void receive_files(struct work *w, const struct appeal *appeal, const json_t *files);
/* Emits appeal.received for a card that has just been made. */
void receive_announce(struct work *w, const struct appeal *appeal, const json_t *files);

#endif
