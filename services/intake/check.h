/* check.h: whether a card has what its type asks for. The same check on every channel; faults name place and reason. */
#ifndef OTKLIK_CHECK_H
#define OTKLIK_CHECK_H

#include "appeal.h"
#include "catalogue.h"

/* The card as one document in the form of a submission (docs/contracts.md), with `files` from its attachments and the
 * variables of expressions. Caller owns it. */
json_t *check_document(struct work *w, const struct appeal *appeal);
/* Adds every fault of the document: unknown or absent type, base fields, the type's fields and documents. */
void check_faults(const struct catalogue_view *view, const json_t *document, struct faults *faults);
/* Takes category, service and flags from the type and writes the faults into the card. */
void check_card(struct work *w, struct appeal *appeal);
/* The same, and gives the document that was checked. Caller owns it. */
json_t *check_card_document(struct work *w, struct appeal *appeal);
/* True when a fault stands that forbids sending to work; an advice, whose code ends in _advised, does not. */
bool check_blocks(const struct appeal *appeal);
/* Codes of the deadline rules that the type names for this document: ["D09"]; [] for no type. Caller owns it. */
json_t *check_rules(const struct catalogue_view *view, const struct appeal_type *type, const json_t *document);
/* The stages for this client kind and channel, or NULL. Borrowed from the view. */
const json_t *check_route(const struct catalogue_view *view, const struct appeal_type *type, const json_t *document);

/* check_field.c: one value against its entry in the type and in the dictionary of fields. */
void check_field(const struct catalogue_view *view, const json_t *rule, const json_t *document, struct faults *faults);

#endif
