/* change.h: what a person's form or a billing system says about a client, as one JSON document (docs in README.md):
 *
 *     {"kind": "FL", "branch": "SVE", "last": "Иванова", "first": "Мария", "middle": "Петровна", "birth_date": "...",
 *      "snils", "inn", "full_name", "short_name", "opf", "kpp", "ogrn", ...,
 *      "contacts": [{"kind": "phone", "value": "...", "purpose": "main", "shared": false}],
 *      "documents": [{"type": "21", "series": "...", "number": "..."}],
 *      "accounts": [{"billing_system": "1c.billing.SVE", "number": "0012345678", "role": "owner"}],
 *      "contracts": [{"number": "ЭС-123/2019"}]}
 *
 * An absent member says nothing; a null one takes the value away. Pure: no database, no clock but `today`. */
#ifndef OTKLIK_CHANGE_H
#define OTKLIK_CHANGE_H

#include "party.h"

/* Every fault of a person's input by JSON pointer. `known_kind` is the kind of the card that is changed, NULL for a new
 * one. `today` "2026-11-20". */
void change_check(const json_t *change, const char *known_kind, const char *today, struct faults *faults);
/* Sets the card's own members. True when one changed. */
bool change_apply(struct client *client, const json_t *change);
/* Splits "name" (one text, as billing has it) into last, first, middle, or makes it full_name; a text that names nobody
 * stays whole in `last`. Adds the members to the change itself. */
void change_split_name(json_t *change);

#endif
