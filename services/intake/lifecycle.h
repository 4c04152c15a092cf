/* lifecycle.h: the life cycle of an appeal as one table (domain: T1-T4, T8-T14, T23). Nothing else writes the state. */
#ifndef OTKLIK_LIFECYCLE_H
#define OTKLIK_LIFECYCLE_H

#include "appeal.h"

enum lifecycle_event {
    LIFE_DRAFT,
    LIFE_RECEIVE,
    LIFE_REGISTER,
    LIFE_SEND,
    LIFE_PREPARE,
    LIFE_REWORK,
    LIFE_SIGN,
    LIFE_DELIVER,
    LIFE_SOLVE,
    LIFE_CLOSE,
    LIFE_REOPEN,
    LIFE_WITHDRAW,
    LIFE_CANCEL,
};

struct transition {
    const char *from; /* "" = the appeal is new */
    enum lifecycle_event event;
    const char *to;
    const char *ru, *en; /* what the applicant reads; NULL: not told outside */
};

extern const struct transition lifecycle[];
extern const size_t lifecycle_count;

/* The row for (state, event) or NULL: the event does not fit the state. */
const struct transition *lifecycle_find(const char *state, enum lifecycle_event event);
/* "receive", "send": for history, logs and conflict messages. Static. */
const char *lifecycle_event_name(enum lifecycle_event event);
/* Applies the event: state, version, one line of history, the public transition and the compacted status. ST_CONFLICT
 * when the table has no row for it: nothing is changed. `note` may be NULL. */
enum status MUST_CHECK lifecycle_apply(struct work *w, struct appeal *appeal, enum lifecycle_event event,
                                       const struct actor *by, const char *note);
/* Tells outside readers the state as it is now: after a change that they see but that is no transition (a due date). */
void lifecycle_publish(struct work *w, struct appeal *appeal, const char *transition);

#endif
