/* words.h: the words by which the journal finds an appeal. */
#ifndef OTKLIK_INTAKE_WORDS_H
#define OTKLIK_INTAKE_WORDS_H

#include "appeal.h"

/* Enters subject and text of a new card. */
void words_enter(struct work *w, const struct appeal *appeal);
/* The same after a person changed the card. */
void words_change(struct work *w, const struct appeal *appeal);

#endif
