/* notice.h: notices to employees: made once per (event, object, threshold, recipient), shown with link and advice. */
#ifndef OTKLIK_NOTICE_H
#define OTKLIK_NOTICE_H

#include "store/tables.h"

/* Makes the notice unless it is there; without a recipient, or to somebody whom the appeal is about or who is below
 * him, nothing. Members are copied; id is set here. `created_at` is the event's time and part of its identity. */
void notice_make(struct work *w, const struct notice *wanted);
/* To every active employee of the branch, or of all branches, who has one of the roles (NULL-terminated). A role of
 * another branch counts where it is of the head office. */
void notice_make_for_roles(struct work *w, const char *branch, char *const *roles, const struct notice *wanted);
/* As the console shows it: title and action in both languages, link, and the row's own members. Caller owns it. */
json_t *notice_to_json(const struct notice *notice, const char *public_url);

#endif
