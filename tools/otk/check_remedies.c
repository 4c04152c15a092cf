#include "check.h"

/* What a person does about each kind of hole; words.c has it in Russian. */
static const char *const remedies[] = {
    [HOLE_FORM] = "correct this member; proto-schemas/company says what it may be",
    [HOLE_TWICE] = "give one of the two another code, or remove it",
    [HOLE_UNKNOWN] = "correct the code, or add what it names to the file that holds such things",
    [HOLE_UNBOUND] =
        "add a row to bindings.json that names a department of any branch; or, if cases are to wait for the "
        "administrator, name the pair under missing_bindings of company.json",
    [HOLE_BOUND_GAP] = "take the pair out of missing_bindings of company.json",
    [HOLE_NOT_SERVED] = "add the role to the department's roles, or bind another department",
    [HOLE_NOBODY] = "add an employee of this department, or bind its roles to another one",
    [HOLE_NO_ROLE] = "give the employee a role of roles.json: without one he may do nothing; or remove the login",
    [HOLE_NO_RIGHT] = "give a role with this right (roles.json) to an employee",
    [HOLE_FIELD] = "correct the type's field, or the dictionary's in fields.json",
    [HOLE_TEMPLATE] = "name a template of templates.json for this result under the type's templates",
    [HOLE_ROUTE] = "correct the type's routes: one route without `when` for each of its client kinds, one stage with "
                   "`last`, and a stage that gives each result",
    [HOLE_WORDS] = "add words by which clients ask for it under questions_synonyms",
    [HOLE_RESPONSIBLE] = "name a responsible employee of the department, or take the mode POOL or HEAD",
    [HOLE_EXPRESSION] = "correct the condition; docs/catalogue.md lists the names it may use",
    [HOLE_SOURCE] = "give the source a topic of its own, in.appeals.NAME, then run otk topics apply and otk topics "
                    "acls --apply",
    [HOLE_PLAN] = "shorten the periods of the stages, or name a longer rule",
    [HOLE_DEADLINE] = "name a rule for an answer under the type's rules, or make one the default in sla_rules.json",
    [HOLE_HEAD_OFFICE] =
        "call the head office's branch HQ and the department that hears of late cases HQ-CTRL: the notices "
        "know them by these codes",
};

const char *check_remedy(enum hole kind)
{
    return tr(remedies[kind]);
}
