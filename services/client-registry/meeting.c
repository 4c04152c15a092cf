#include "meeting.h"

#include <stddef.h>
#include <string.h>

/* What must agree beside the rule's own datum. An e-mail address alone proves nothing: families share it. */
static const struct {
    const char *rule;
    double least_likeness;
    bool by_contact, by_account, by_address; /* any of those marked will do; none marked: nothing more is asked */
    bool never;
} RULES[] = {
    {"B1", 0.85, false, false, false, false}, {"B2", 0.85, false, false, false, false},
    {"B3", 0.85, false, false, false, false}, {"B4", 0, true, true, true, false},
    {"B5", 0, false, false, false, true},     {"B6", 0, false, false, false, false},
    {"B7", 0.6, false, false, false, false},  {"B8", 0, false, true, true, false},
};

bool meeting_is_same(const struct meeting *m)
{
    for (size_t i = 0; i < sizeof RULES / sizeof RULES[0]; i++) {
        if (strcmp(RULES[i].rule, m->rule) != 0)
            continue;
        bool more = RULES[i].by_contact || RULES[i].by_account || RULES[i].by_address;
        bool agrees = (RULES[i].by_contact && m->same_contact) || (RULES[i].by_account && m->same_account) ||
                      (RULES[i].by_address && m->same_address);
        return !RULES[i].never && m->likeness >= RULES[i].least_likeness && (!more || agrees);
    }
    return false;
}
