/* answer.h: the answer to the applicant: draft from the template, approval, signature. */
#ifndef OTKLIK_ANSWER_H
#define OTKLIK_ANSWER_H

#include "faults.h"
#include "rows.h"

/* The answer of the current cycle, or NULL. */
struct response *answer_of(struct work *w, const struct case_file *c);
/* Makes the draft by the template of the result, unless a person has written one already. */
void answer_draft(struct work *w, struct case_file *c, const struct actor *by);
/* Signs: the frozen text goes out by response.signed; intake decides whether it still counts. */
void answer_sign(struct work *w, struct case_file *c, struct response *r, const struct actor *by,
                 const char *sign_kind);
/* The office's signature of a route without a signer. */
void answer_sign_by_office(struct work *w, struct case_file *c, const struct actor *by);
/* The unsigned answer is not wanted any more. */
void answer_drop(struct work *w, struct case_file *c, const char *reason);
/* The template's text (NULL: a text that fits all) with what is known of the appeal put in. Caller frees. */
char *answer_from_template(struct work *w, const struct case_file *c, const struct template *template);
/* Where a template knows nothing, as on a paper form: who reads the draft sees what is still to be written. */
#define ANSWER_BLANK "____"
/* Names the fault at the pointer when the text (may be NULL) has something left to fill in. */
void answer_check_blank(struct faults *faults, const char *pointer, const char *text);
/* "{{name}}" replaced by members of `values`, dots go down: texts, numbers, days and periods {from, to}; what is
 * unknown becomes ANSWER_BLANK. Caller frees. Pure. */
char *answer_fill(const char *text, const json_t *values);

#endif
