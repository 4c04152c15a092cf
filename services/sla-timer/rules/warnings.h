/* warnings.h: when people hear of a deadline: before it, when it comes, and who above them when it has passed. */
#ifndef SLA_WARNINGS_H
#define SLA_WARNINGS_H

#include "rules/place.h"
#include "rules/rule.h"

enum warning_kind { WARNING_BEFORE, WARNING_REACHED, WARNING_ESCALATION };

struct warning {
    enum warning_kind kind;
    instant at;
    int level;          /* 1, 2, 3 of an escalation: head of department, head of customer service, HQ control */
    char threshold[16]; /* "10cd", "3wd", "30min", "50%" of a warning; "due"; "L1" */
};

#define WARNINGS_MAX 24

struct warnings {
    struct warning list[WARNINGS_MAX]; /* by time; at equal times in the order before, reached, escalation */
    size_t count;
};

/* Of an appeal's deadline: the rule's warnings before the control date, at opening where they are counted in days; the
 * instant of `due_at`; three levels after it (at once, +1 and +3 working days). What would fall before `from` is left
 * out: nobody is warned of the past. */
void warnings_of_rule(const struct rule *rule, const struct place *place, instant from, instant due_at,
                      struct warnings *out);
/* Of a stage: when 50 % and 20 % of the office time since its entry are left, at least an hour before; then the same as
 * above. */
void warnings_of_stage(const struct place *place, instant entered_at, instant from, instant due_at,
                       struct warnings *out);
/* The role told by an escalation level 1..3: "HEAD", "BRANCH_HEAD", "HQ". Static. */
const char *warnings_role(int level);

#endif
