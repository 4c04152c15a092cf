/* about.h: whom an appeal is about. The person named in the type's `excluded_field`, and who is below him, never sees
 * the appeal (docs/rights.md); the ids found here go with every event that tells where it goes. */
#ifndef OTKLIK_ABOUT_H
#define OTKLIK_ABOUT_H

#include "appeal.h"
#include "catalogue.h"
#include "http.h"

/* Finds the employees named there anew and writes them into the card. A personnel number names one; a surname, in any
 * case, all who have it, of whom a first name or initial beside it picks. Where a text names nobody, an advice is
 * added. */
void about_find(struct work *w, struct appeal *appeal, const struct appeal_type *type, struct faults *faults);

#endif
