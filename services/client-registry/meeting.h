/* meeting.h: whether a client whom billing names is one we know. The rule table for synchronisation: pure. */
#ifndef OTKLIK_MEETING_H
#define OTKLIK_MEETING_H

#include <stdbool.h>

/* What is known when a rule B1-B8 has found a client. */
struct meeting {
    const char *rule;
    double likeness;   /* of the names, 0 to 1 (similarity.h); 1 for companies */
    bool same_contact; /* a phone or an e-mail address is equal */
    bool same_account;
    bool same_address;
};

/* True: it is the same client and is updated. False: a second card is made and both become a candidate pair; the sync
 * is never refused. */
bool meeting_is_same(const struct meeting *meeting);

#endif
