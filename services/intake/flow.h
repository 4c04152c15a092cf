/* flow.h: the steps of an appeal's way that both people and events take; the guards stand here, once. */
#ifndef OTKLIK_FLOW_H
#define OTKLIK_FLOW_H

#include "appeal.h"

/* T3. ST_CONFLICT: the state does not allow it. ST_INVALID: *out_code says what is missing (a key of texts). */
enum status MUST_CHECK flow_register(struct work *w, struct appeal *appeal, const struct actor *by,
                                     const char **out_code);
/* T4. As flow_register; the route and the rules of the type go with the event. While documents are still coming it is
 * noted, and the card goes when the last one is clean (state REGISTERED, trouble "documents_pending"). */
enum status MUST_CHECK flow_send(struct work *w, struct appeal *appeal, const struct actor *by, const char **out_code);
/* T13. As flow_send for a card that had a cycle; its history keeps the reason. */
enum status MUST_CHECK flow_reopen(struct work *w, struct appeal *appeal, const struct actor *by, const char *reason,
                                   const char **out_code);
/* T3 and T4 without a person where source and type allow it; does nothing where they do not. */
void flow_advance(struct work *w, struct appeal *appeal);
/* Ends the appeal for its workers: holder and department are nobody's now. */
void flow_release(struct appeal *appeal);

#endif
