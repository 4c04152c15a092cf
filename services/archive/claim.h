/* claim.h: an uploaded file that waits to be used. It is used once; the appeal made of a letter uses its letter's. */
#ifndef OTKLIK_ARCHIVE_CLAIM_H
#define OTKLIK_ARCHIVE_CLAIM_H

#include "document.h"

/* Makes the document; the claim must be clean and unused. */
struct document *claim_bind(struct work *w, struct claim *claim, const struct purpose *purpose);
/* A file of an appeal that names a claim: binds it, keeps the wish until it is checked, or tells why not. */
void claim_want(struct work *w, const char *claim_id, const struct purpose *purpose);
/* The result of the check; what was wanted meanwhile is done. `reason` is NULL for "clean". */
void claim_settle(struct work *w, struct claim *claim, const char *state, const char *reason);

#endif
